import type { Engine, Store } from '@sekisho/clickhouse';
import type {
  Assignment,
  ConsumerHandlers,
  OffsetRange,
  TopicBatch,
  TopicRecord,
} from '@sekisho/kafka';
import type { AddressCountries } from '@sekisho/reference';
import type { AlertVersion, Heat, LearnedDay, RangeCall, RuleSet } from '@sekisho/rules';
import { type Log, pause, retry } from '@sekisho/runtime';
import { createCallSources } from '../call-sources.ts';
import { type Counters, createCounters } from '../counters.ts';
import { createParties } from '../parties.ts';
import type { Partition, PartitionParts } from '../partition.ts';
import { createPipeline } from '../pipeline.ts';
import { recallLegs } from '../recall.ts';
import type { DecisionQueue } from './actions.ts';
import { Effects } from './effects.ts';
import type { EffectInHand } from './flusher.ts';
import { decodeBatch, type KafkaBatch } from './kafka-batch.ts';
import { KnownHeats } from './known-heats.ts';
import type { OwnedPartition } from './owned-partition.ts';
import type { RangeCalls } from './range-calls.ts';
import type { RejectedTopic } from './rejected-topic.ts';
import type { StreamEvents } from './stream-events.ts';
import { createTakeover } from './takeover.ts';
import { TopicChangedError } from './topic-guard.ts';

type Made = 'counters' | 'partyOf' | 'sourceOf';

export interface StreamDetectorOptions extends Omit<PartitionParts, Made> {
  engine: Engine;
  store: Store;
  topic: string;
  queue: DecisionQueue;
  rejected: RejectedTopic;
  /** Default: no address tells its country. */
  addressCountry?: AddressCountries | undefined;
  /** Where calls to new ranges go. Default: each partition weighs its own. */
  rangeCalls?: RangeCalls | undefined;
  /** Rejects with `TopicChangedError` where the topic is not the one that was found at the start. */
  checkTopic(): Promise<void>;
  /** @see Consumer.commit */
  commit(next: ReadonlyMap<number, number>): Promise<void>;
  /** Rows waiting to be stored may take so much memory; then reading waits. */
  maxPendingBytes: number;
  events: StreamEvents;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

const TIMERS_EVERY_MS = 1000;
/** Evidence that was older when it was shown last is shown again when it is fresh. */
const FRESH_MS = 5 * 60_000;

/** The detector over the partitions that a consumer group gives to this process. */
export class StreamDetector implements ConsumerHandlers {
  readonly counters: Counters = createCounters();
  /** How hot ranges are, over all detectors. */
  readonly heats = new KnownHeats();
  readonly owned = new Map<number, OwnedPartition>();
  readonly #options: StreamDetectorOptions;
  readonly #effects: Effects;
  readonly #parts: PartitionParts;
  readonly #takeover: ReturnType<typeof createTakeover>;
  readonly #run: ReturnType<typeof createPipeline<KafkaBatch>>;
  readonly #clock: NodeJS.Timeout;
  readonly #ended = new AbortController();
  /** Aborted at the first sign of a rebalance. */
  #revoked = new AbortController();
  #current: OwnedPartition | undefined;
  #record: TopicRecord | undefined;

  constructor(options: StreamDetectorOptions) {
    const { engine, store, numbering, topic, log, events } = options;
    const partyOf = createParties(numbering, options.numberKey);
    this.#options = options;
    this.#parts = {
      ...options,
      partyOf,
      sourceOf: createCallSources(options.addressCountry),
      counters: this.counters,
      isRefresh: (shownAt, lastAt) => this.#isRefresh(shownAt, lastAt),
    };
    this.#effects = new Effects({ ...options, versions: numbering.versions });
    const onVersion = (version: AlertVersion, partition: Partition) =>
      this.#take(version, partition);
    const onRebuilt = events.rebuilt;
    this.#takeover = createTakeover({
      engine,
      topic,
      log,
      parts: () => this.#parts,
      onVersion,
      onCandidateVersion: (version, partition) => this.#try(version, partition),
      onLearnedDay: (subscriber, day, learned, partition) =>
        this.#remember(subscriber, day, learned, partition),
      onRangeCall:
        options.rangeCalls && ((call, partition) => this.#tellRangeCall(call, partition)),
      onRebuilt,
    });
    this.#run = createPipeline<KafkaBatch>({
      place: (partition, batch, index) => this.#place(partition, batch, index),
      settle: () => this.#untilRevoked(() => store.flush()),
      recall: (legs) => this.#untilRevoked(() => recallLegs(engine, legs, partyOf)),
      write: (record, { isComplete }) =>
        this.#effects.accepted(record, !isComplete || record.row.late),
      act: (partition) => this.#adopt(partition),
      counters: this.counters,
      onReject: (reject, batch, index) => {
        const { number: partition, tenure } = this.#current!;
        this.#effects.refused({ tenure, reject, partition, record: batch.records[index]! });
      },
    });
    this.#clock = setInterval(() => this.#runTimers(), TIMERS_EVERY_MS);
  }

  /** By `performance.now()`, while partitions are being taken over. */
  takingOverSince: number | undefined;

  /** What is being done with what was decided, stored or refused, and for how long. */
  get effect(): EffectInHand | undefined {
    return this.#effects.inHand;
  }

  /** From now on these rules judge. */
  set ruleSet(ruleSet: RuleSet) {
    this.#parts.ruleSet = ruleSet;
    for (const { partition } of this.owned.values()) partition.scorer.ruleSet = ruleSet;
  }

  /** From now on these are tried beside them, where others were from the start. */
  set candidateRuleSet(ruleSet: RuleSet) {
    if (this.#parts.candidateRuleSet === undefined) return;
    this.#parts.candidateRuleSet = ruleSet;
    for (const { partition } of this.owned.values())
      if (partition.candidate !== undefined) partition.candidate.scorer.ruleSet = ruleSet;
  }

  /** Takes in how hot a range is: its callers here are judged again. */
  takeHeat(heat: Heat): void {
    if (!this.heats.take(heat)) return;
    for (const { partition } of this.owned.values())
      for (const scorer of partition.scorers) scorer.heat(heat, heat.at);
    this.#effects.flushWhenDue();
  }

  /** Fails the service where the topic was changed meanwhile: whether it is the same. */
  async checkTopic(): Promise<boolean> {
    try {
      await this.#options.checkTopic();
      return true;
    } catch (error) {
      if (!(error instanceof TopicChangedError)) throw error;
      this.#options.events.failed(error);
      return false;
    }
  }

  /** Takes in how far the topic reaches, for partitions that nothing comes from. */
  observeEnds(ends: ReadonlyMap<number, OffsetRange>): void {
    for (const owned of this.owned.values()) {
      owned.endOffset = Math.max(owned.endOffset, ends.get(owned.number)?.high ?? 0);
    }
  }

  onRevoke(): void {
    this.#revoked.abort();
    for (const { tenure } of this.owned.values()) tenure.suspend();
  }

  async onAssign({ partitions, isContinuous }: Assignment): Promise<void> {
    if (this.#ended.signal.aborted) return;
    this.#revoked = new AbortController();
    const isSame = await this.#untilRevoked(() => this.checkTopic()).catch(this.#unlessRevoked);
    if (isSame !== true) return;
    const given = new Map(partitions.map(({ partition, committed }) => [partition, committed]));
    for (const owned of [...this.owned.values()]) {
      const committed = given.get(owned.number);
      if (committed !== undefined && isKept(owned, committed, isContinuous)) owned.tenure.resume();
      else this.#drop(owned);
    }
    const lacking = [...given].filter(([number]) => !this.owned.has(number));
    await this.#takeOver(new Map(lacking.map(([number, committed]) => [number, committed ?? 0])));
  }

  async onBatch(batch: TopicBatch): Promise<void> {
    const owned = this.owned.get(batch.partition);
    if (owned === undefined || owned.tenure.isLost) return;
    const startedAt = performance.now();
    const now = this.#options.now();
    owned.endOffset = batch.endOffset;
    const from = batch.records.findIndex(({ offset }) => offset >= owned.next);
    if (from < 0) return;
    owned.partition.position.ingestedAt = now;
    this.#current = owned;
    try {
      await this.#run(owned.partition, decodeBatch(batch, now), from);
    } catch (error) {
      if (!this.#revoked.signal.aborted) throw error;
    }
    this.#current = undefined;
    this.#effects.processed(owned);
    this.#options.events.batch((performance.now() - startedAt) / 1000, this.counters);
    await this.#room();
  }

  onFailure(error: Error): void {
    this.#options.events.failed(error);
  }

  /** Makes all effects that are due, while the partitions are still owned. */
  async drain(): Promise<void> {
    clearInterval(this.#clock);
    await this.#effects.drain();
  }

  /** Ends all that waits for a server that is gone: what is not committed is processed again. */
  end(): void {
    clearInterval(this.#clock);
    this.#effects.end();
    this.#revoked.abort();
    this.#ended.abort();
    for (const owned of [...this.owned.values()]) this.#drop(owned);
  }

  async #takeOver(positions: ReadonlyMap<number, number>): Promise<void> {
    if (positions.size === 0) return;
    const { signal } = this.#revoked;
    this.takingOverSince = performance.now();
    const taken = await this.#takeover.takeOver(positions, signal).catch(this.#unlessRevoked);
    this.takingOverSince = undefined;
    if (taken === undefined) return;
    for (const owned of taken) {
      this.owned.set(owned.number, owned);
      for (const heat of this.heats.all)
        for (const scorer of owned.partition.scorers) scorer.heat(heat, heat.at);
    }
    this.#takeover.complete(taken, this.#ended.signal).catch((error: unknown) => {
      if (!this.#ended.signal.aborted) this.onFailure(error as Error);
    });
  }

  // What is given up for a rebalance is begun again after it.
  readonly #unlessRevoked = (error: unknown): undefined => {
    if (!this.#revoked.signal.aborted) throw error;
    return undefined;
  };

  #drop(owned: OwnedPartition): void {
    owned.tenure.lose();
    this.owned.delete(owned.number);
  }

  #place({ position, judges }: Partition, { records }: KafkaBatch, index: number): void {
    this.#record = records[index]!;
    position.offset = this.#record.offset;
    for (const judge of judges) judge.begin(position.offset);
  }

  /** What was decided on this record before a restart holds, and is acted on again. */
  #adopt({ position, subscribers, live, candidate }: Partition): void {
    const owned = this.#current!;
    const { offset } = position;
    owned.observe(this.#record!);
    for (const version of live.adopt(offset, subscribers)) this.#effects.act(version, owned.tenure);
    live.end(offset);
    candidate?.adopt(offset, subscribers);
    candidate?.end(offset);
  }

  #take(version: AlertVersion, { position }: Partition): void {
    const owned = this.owned.get(position.partition);
    const beside = this.#parts.candidateRuleSet?.version;
    if (owned !== undefined) this.#effects.decided(version, position, owned.tenure, beside);
  }

  #try(version: AlertVersion, { position }: Partition): void {
    const owned = this.owned.get(position.partition);
    const beside = this.#parts.ruleSet.version;
    if (owned !== undefined) this.#effects.tried(version, position, owned.tenure, beside);
  }

  // What is filled in was told before it was committed.
  #tellRangeCall(call: RangeCall, partition: Partition): void {
    const owned = this.owned.get(partition.position.partition);
    if (owned?.partition === partition) this.#effects.called(call);
  }

  #remember(subscriber: string, day: number, learned: LearnedDay, { position }: Partition): void {
    this.#effects.learned(subscriber, day, learned, position);
  }

  #isRefresh(shownAt: number, lastAt: number): boolean {
    const freshSince = this.#options.now() - FRESH_MS;
    return lastAt >= freshSince && shownAt < freshSince;
  }

  #runTimers(): void {
    const now = this.#options.now();
    for (const owned of this.owned.values()) owned.runTimers(now);
    this.#effects.flushWhenDue();
  }

  // Reading waits, with heartbeats, while more is kept for the store than memory should hold.
  async #room(): Promise<void> {
    const { store, maxPendingBytes } = this.#options;
    const { signal } = this.#revoked;
    while (store.pendingBytes > maxPendingBytes && !signal.aborted) await pause(100, signal);
  }

  #untilRevoked<T>(work: () => Promise<T>): Promise<T> {
    const { log } = this.#options;
    return retry(work, {
      signal: this.#revoked.signal,
      onFailure: (error) => log.warn({ err: error }, 'a server could not be asked yet'),
    });
  }
}

/**
 * Whether a partition's state is as the group believes it to be. Where nobody else can have owned
 * it, what is not committed yet is here and on its way; else all of it must be committed.
 */
function isKept(owned: OwnedPartition, committed: number | null, isContinuous: boolean): boolean {
  const from = committed ?? 0;
  return isContinuous ? from <= owned.next : from === owned.next;
}
