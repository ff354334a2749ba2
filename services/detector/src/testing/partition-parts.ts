import type { Decoded } from '@sekisho/cdr';
import type { Store } from '@sekisho/clickhouse';
import { loadAddressCountries, loadNumbering } from '@sekisho/reference';
import type { AlertVersion } from '@sekisho/rules';
import { createCallSources } from '../call-sources.ts';
import { createCounters } from '../counters.ts';
import { numberKey } from '../number-key.ts';
import { createParties } from '../parties.ts';
import type { Partition } from '../partition.ts';
import { isJournalled, journalRow } from '../store-rows.ts';

/** What partitions of tests have in common; rules and directory are the test's own. */
export function partitionParts() {
  const numbering = loadNumbering();
  const key = numberKey('ab');
  return {
    numbering,
    numberKey: key,
    partyOf: createParties(numbering, key),
    sourceOf: createCallSources(loadAddressCountries()),
    counters: createCounters(),
    partition: 0,
    isComplete: true,
  };
}

/** Has a partition judge one record, at the next offset. */
export function takeRecord(
  { enrich, score, position }: Partition,
  decoded: Decoded,
): ReturnType<Partition['enrich']> {
  if (decoded.outcome !== 'ok') throw new Error(decoded.outcome);
  const outcome = enrich(decoded.cdr, position);
  if (outcome.outcome === 'ok') score(outcome);
  position.offset++;
  return outcome;
}

/** Writes what a state is rebuilt from later. */
export function storeOutcome(store: Store, outcome: ReturnType<Partition['enrich']>): void {
  if (outcome.outcome !== 'ok') return;
  store.appendCdr(outcome.row);
  if (isJournalled(outcome)) store.appendJournal(journalRow(outcome));
}

/** Alerts that close in the same millisecond are shown in any order. */
export function inOrder(versions: readonly AlertVersion[]): AlertVersion[] {
  return versions.toSorted((a, b) => a.at - b.at || (a.alertId < b.alertId ? -1 : 1));
}
