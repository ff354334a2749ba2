import type { Reject } from '@sekisho/cdr';
import type { Engine, Store } from '@sekisho/clickhouse';
import type { Directory } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import type { AddressCountries } from '@sekisho/reference';
import type { AlertVersion, DestinationCaseVersion, RuleSet } from '@sekisho/rules';
import { createCallSources } from './call-sources.ts';
import { type Counters, createCounters } from './counters.ts';
import type { NumberKey } from './number-key.ts';
import { createParties } from './parties.ts';
import { Partition } from './partition.ts';
import { createPipeline, type DecodedBatch } from './pipeline.ts';
import { recallLegs } from './recall.ts';
import { Writer } from './write.ts';

export interface DetectorOptions<Batch extends DecodedBatch> {
  numbering: Numbering;
  ruleSet: RuleSet;
  directory: Directory;
  numberKey: NumberKey;
  /** Default: no address tells its country. */
  addressCountry?: AddressCountries | undefined;
  engine: Engine;
  store: Store;
  /** What the records are numbered under. */
  topic: string;
  /** The number of the first record: `FIRST_OFFSET` in a store that holds none. */
  firstOffset: number;
  onReject(reject: Reject, batch: Batch, index: number): void;
  /** Each growth step of each alert, as it happens. */
  onAlert(version: AlertVersion): void;
  /** Each growth step of each destination case, as it happens. */
  onCase?(version: DestinationCaseVersion): void;
  /** The wall clock, epoch ms. */
  now(): number;
}

/** Records are numbered from here. */
export const FIRST_OFFSET = 1;

/** What is held in memory, for figures. */
interface DetectorState {
  subscribers: number;
  watched: number;
  identities: number;
  identityBytes: number;
}

export interface Detector<Batch extends DecodedBatch> {
  readonly counters: Counters;
  readonly state: DetectorState;
  run(batch: Batch): Promise<void>;
  /** Ends a replay: shows every alert as it stands on the clock of the input, and stores all. */
  finish(): Promise<void>;
}

/** A detector with empty windows: what takes records from their decoded form to stored decisions. */
export function createDetector<Batch extends DecodedBatch>(
  options: DetectorOptions<Batch>,
): Detector<Batch> {
  const { numbering, numberKey, firstOffset, now } = options;
  const counters = createCounters();
  const partyOf = createParties(numbering, numberKey);
  const writer = new Writer(options.store, numbering.versions, firstOffset === FIRST_OFFSET);
  const partition = new Partition({
    ...options,
    partyOf,
    sourceOf: createCallSources(options.addressCountry),
    counters,
    partition: 0,
    offset: firstOffset,
    isComplete: true,
    onVersion: (version, { position }) => {
      writer.appendAlert(version, position);
      options.onAlert(version);
    },
    onCase: (version, { position }) => {
      writer.appendCase(version, position);
      options.onCase?.(version);
    },
  });
  const run = createPipeline<Batch>({
    place: () => undefined,
    settle: () => writer.flush(),
    recall: (legs) => recallLegs(options.engine, legs, partyOf),
    write: (record, { position }) => {
      writer.append(record);
      position.offset++;
    },
    act: () => undefined,
    counters,
    onReject: options.onReject,
  });

  return {
    counters,
    get state() {
      const { subscribers, scorer, identities } = partition;
      return {
        subscribers: subscribers.size,
        watched: scorer.watched,
        identities: identities.known,
        identityBytes: identities.bytes,
      };
    },
    async run(batch) {
      partition.position.ingestedAt = now();
      await run(partition, batch);
      await writer.flushIfFull();
    },
    async finish() {
      partition.scorer.finish(partition.clock.now);
      await writer.flush();
    },
  };
}
