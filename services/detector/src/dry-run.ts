import type { Cdr } from '@sekisho/cdr';
import type { Directory } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import type { AddressCountries } from '@sekisho/reference';
import type { AlertVersion, Assessment, DestinationCaseVersion, RuleSet } from '@sekisho/rules';
import { createCallSources } from './call-sources.ts';
import { type Counters, createCounters } from './counters.ts';
import { FIRST_OFFSET } from './detector.ts';
import { type NumberKey, numberKey } from './number-key.ts';
import type { EnrichedRecord } from './outcome.ts';
import { createParties } from './parties.ts';
import { Partition } from './partition.ts';

export interface DryRunOptions {
  numbering: Numbering;
  ruleSet: RuleSet;
  directory: Directory;
  /** Default one of its own: nothing of a dry run is stored. */
  numberKey?: NumberKey;
  /** Each growth step of each alert, as it happens. */
  onVersion(version: AlertVersion): void;
  /** Each growth step of each destination case, as it happens. */
  onCase?(version: DestinationCaseVersion): void;
  /** Each accepted record, before it is scored. */
  onRecord?(record: EnrichedRecord): void;
  /** @see ScorerOptions.onAssessed */
  onAssessed?: ((assessment: Assessment) => void) | undefined;
  /** Default: no address tells its country. */
  addressCountry?: AddressCountries | undefined;
  /** The wall clock, epoch ms. */
  now(): number;
}

export interface DryRun {
  readonly counters: Counters;
  /** The next record of the input. */
  take(cdr: Cdr): void;
  /** Shows every alert as it stands on the clock of the input. */
  finish(): void;
}

/**
 * The detector without a store: what a replay decides, in memory. A leg that memory has forgotten
 * and that only the store could tell of is unknown here.
 */
export function createDryRun(options: DryRunOptions): DryRun {
  const { numbering, onVersion, onCase, onRecord, now } = options;
  const key = options.numberKey ?? numberKey('dry-run');
  const counters = createCounters();
  const partition = new Partition({
    numbering,
    ruleSet: options.ruleSet,
    onAssessed: options.onAssessed,
    sourceOf: createCallSources(options.addressCountry),
    directory: options.directory,
    numberKey: key,
    partyOf: createParties(numbering, key),
    counters,
    topic: 'dry-run',
    partition: 0,
    offset: FIRST_OFFSET,
    isComplete: true,
    onVersion: (version) => onVersion(version),
    ...(onCase === undefined ? {} : { onCase: (version) => onCase(version) }),
  });
  partition.position.ingestedAt = now();

  return {
    counters,
    take(cdr) {
      counters.records++;
      // Asked at once for what the store would tell: nothing.
      const outcome = partition.enrich(cdr, partition.position, null);
      if (outcome.outcome === 'forgotten') throw new Error('a leg was asked for without a store');
      if (outcome.outcome === 'reject') {
        counters.rejected++;
        const { reason } = outcome;
        counters.rejectedBy[reason] = (counters.rejectedBy[reason] ?? 0) + 1;
      } else if (outcome.outcome === 'drop') {
        counters.duplicates++;
      } else {
        counters.accepted++;
        if (outcome.row.late) counters.late++;
        onRecord?.(outcome);
        partition.score(outcome);
        partition.position.offset++;
      }
    },
    finish() {
      partition.scorer.finish(partition.clock.now);
    },
  };
}
