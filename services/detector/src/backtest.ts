import type { Directory } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import type { AddressCountries } from '@sekisho/reference';
import { type AlertVersion, EventClock, type RuleSet, Scorer } from '@sekisho/rules';
import { alertId } from './alert-id.ts';
import { revive, type StoredRecord } from './backtest/stored-record.ts';
import { createCallSources } from './call-sources.ts';
import { Identities } from './identify.ts';
import type { EnrichedRecord } from './outcome.ts';
import { createScore } from './score.ts';
import { StoredDestinations } from './stream/stored-destinations.ts';
import { SubscriberIndex } from './subscriber-index.ts';

/** A rule set that is tried, and who hears of each growth step of each of its alerts. */
interface TriedRules {
  ruleSet: RuleSet;
  onVersion(version: AlertVersion): void;
}

export interface BacktestOptions {
  numbering: Numbering;
  directory: Directory;
  /** Default: no address tells its country. */
  addressCountry?: AddressCountries | undefined;
  tried: readonly TriedRules[];
  /** Each record that is scored, before it is. */
  onRecord?(record: EnrichedRecord): void;
}

export interface Backtest {
  /** The next stored record, in the order in which they were accepted. */
  take(record: StoredRecord): void;
  /** Shows every alert as it stands on the clock of the records. */
  finish(): void;
}

/**
 * Judges stored records by several rule sets at once, each with windows of its own that begin
 * empty. Nothing is stored and nothing is acted on.
 */
export function createBacktest(options: BacktestOptions): Backtest {
  const { numbering, directory, onRecord } = options;
  const subscribers = new SubscriberIndex();
  const identities = new Identities(subscribers);
  const destinations = new StoredDestinations(numbering);
  const parts = { subscribers, identities, directory, destinations };
  const sourceOf = createCallSources(options.addressCountry);
  const clock = new EventClock();
  const scorers = options.tried.map(
    ({ ruleSet, onVersion }) =>
      new Scorer({ ruleSet, alertId, onVersion: (version) => onVersion(version) }),
  );
  const score = createScore(scorers, subscribers, clock, sourceOf);

  return {
    take(stored) {
      const record = revive(stored, parts);
      if (record === undefined) return;
      onRecord?.(record);
      score(record);
    },
    finish() {
      for (const scorer of scorers) scorer.finish(clock.now);
    },
  };
}
