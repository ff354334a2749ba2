import type { Reject } from '@sekisho/cdr';
import type { Engine, Store } from '@sekisho/clickhouse';
import type { Directory } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import { type AlertVersion, EventClock, type RuleSet, Scorer } from '@sekisho/rules';
import { alertId } from './alert-id.ts';
import { type Counters, createCounters } from './counters.ts';
import { createEnrich } from './enrich.ts';
import { Identities } from './identify.ts';
import type { NumberKey } from './number-key.ts';
import type { ForgottenLeg } from './outcome.ts';
import { createParties } from './parties.ts';
import { createPipeline, type DecodedBatch } from './pipeline.ts';
import type { Position } from './position.ts';
import { recallLeg } from './recall.ts';
import { createScore } from './score.ts';
import { SubscriberIndex } from './subscriber-index.ts';
import { Writer } from './write.ts';

export interface DetectorOptions<Batch extends DecodedBatch> {
  numbering: Numbering;
  ruleSet: RuleSet;
  directory: Directory;
  numberKey: NumberKey;
  engine: Engine;
  store: Store;
  /** What the records are numbered under. */
  topic: string;
  /** The number of the first record: `FIRST_OFFSET` in a store that holds none. */
  firstOffset: number;
  onReject(reject: Reject, batch: Batch, index: number): void;
  /** Each growth step of each alert, as it happens. */
  onAlert(version: AlertVersion): void;
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
  const { numbering, directory, numberKey, ruleSet, now } = options;
  const counters = createCounters();
  const subscribers = new SubscriberIndex();
  const identities = new Identities(subscribers);
  const clock = new EventClock();
  const writer = new Writer(
    options.store,
    numbering.versions,
    options.firstOffset === FIRST_OFFSET,
  );
  const position: Position = {
    topic: options.topic,
    partition: 0,
    offset: options.firstOffset,
    ingestedAt: now(),
  };
  const onVersion = (version: AlertVersion) => {
    writer.appendAlert(version, position);
    options.onAlert(version);
  };
  const scorer = new Scorer({ ruleSet, alertId, onVersion });
  const partyOf = createParties(numbering, numberKey);
  const recall = (leg: ForgottenLeg) => recallLeg(options.engine, leg, partyOf);
  const enrich = createEnrich({
    partyOf,
    numbering,
    directory,
    subscribers,
    identities,
    numberKey,
    counters,
  });
  const score = createScore(scorer, subscribers, clock);
  const run = createPipeline<Batch>({
    enrich,
    recall,
    score,
    writer,
    position,
    counters,
    onReject: options.onReject,
    now,
  });

  return {
    counters,
    get state() {
      return {
        subscribers: subscribers.size,
        watched: scorer.watched,
        identities: identities.known,
        identityBytes: identities.bytes,
      };
    },
    run,
    async finish() {
      scorer.finish(clock.now);
      await writer.flush();
    },
  };
}
