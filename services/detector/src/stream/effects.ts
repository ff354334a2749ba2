import type { AlertVersionRow, Store } from '@sekisho/clickhouse';
import type { DataVersions } from '@sekisho/numbering';
import type { AlertVersion, LearnedDay, RangeCall } from '@sekisho/rules';
import type { Log } from '@sekisho/runtime';
import type { EnrichedRecord } from '../outcome.ts';
import type { Position } from '../position.ts';
import { alertVersionRow, isJournalled, journalRow } from '../store-rows.ts';
import { beginAction, type DecisionQueue } from './actions.ts';
import { decisionOf } from './decision.ts';
import { type EffectInHand, Flusher } from './flusher.ts';
import type { OwnedPartition } from './owned-partition.ts';
import type { RangeCalls } from './range-calls.ts';
import type { RejectedRecord, RejectedTopic } from './rejected-topic.ts';
import type { StreamEvents } from './stream-events.ts';
import type { Tenure } from './tenure.ts';

export interface EffectsOptions {
  store: Store;
  queue: DecisionQueue;
  rejected: RejectedTopic;
  rangeCalls?: RangeCalls | undefined;
  /** @see Consumer.commit */
  commit(next: ReadonlyMap<number, number>): Promise<void>;
  /** Of the data that decisions are made with. */
  versions: DataVersions;
  events: StreamEvents;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

/** A flush begins this long after the one before it, or at once for a decision. */
const FLUSH_EVERY_MS = 500;
const ROWS_PER_FLUSH = 50_000;
const LOOK_EVERY_MS = 50;
/** An insert that takes longer does not delay a restriction. */
const ACTION_WAITS_MS = 1000;

/** What processing leads to, gathered for the next flush of all partitions together. */
export class Effects {
  readonly #options: EffectsOptions;
  readonly #flusher: Flusher;
  readonly #ended = new AbortController();
  readonly #clock = setInterval(() => this.flushWhenDue(), LOOK_EVERY_MS);
  #flushedAt = 0;

  constructor(options: EffectsOptions) {
    const { events } = options;
    this.#options = options;
    this.#flusher = new Flusher({
      ...options,
      signal: this.#ended.signal,
      onInsertFailed: events.insertFailed,
      onFlushed: events.flushed,
    });
  }

  /** What is being done, and for how long. */
  get inHand(): EffectInHand | undefined {
    return this.#flusher.effect;
  }

  /** A record was accepted. @param isMatched whether its leg may be stored under another start */
  accepted(record: EnrichedRecord, isMatched: boolean): void {
    const { store } = this.#options;
    if (isMatched) store.adoptCdr(record.row);
    else store.appendCdr(record.row);
    if (isJournalled(record)) store.appendJournal(journalRow(record));
  }

  /**
   * An alert grew: that is stored, and acted on.
   * @param beside version of the rules that were tried beside those that decided
   */
  decided(version: AlertVersion, position: Position, tenure: Tenure, beside?: string): void {
    const { store } = this.#options;
    const row = this.#rowOf(version, position, beside);
    this.#flusher.version({ tenure, append: () => store.appendAlertVersion(row) });
    this.act(version, tenure);
  }

  /**
   * An alert of rules that are tried grew: that is stored, and nothing else.
   * @param beside version of the rules in force
   */
  tried(version: AlertVersion, position: Position, tenure: Tenure, beside: string): void {
    const { store } = this.#options;
    const row = this.#rowOf(version, position, beside);
    this.#flusher.version({ tenure, append: () => store.appendCandidateVersion(row) });
  }

  /** A day of a subscriber is over: what it learned is kept. @param day since 1970-01-01 */
  learned(subscriber: string, day: number, learned: LearnedDay, position: Position): void {
    const { store, now } = this.#options;
    const profile = JSON.stringify(learned);
    const row = { ...position, subscriber, day: day * 86_400_000, profile, ingestedAt: now() };
    store.appendProfileDay(row);
  }

  /** What was decided is acted on, maybe again: its job's id makes that harmless. */
  act(version: AlertVersion, tenure: Tenure): void {
    const decision = decisionOf(version);
    if (decision === undefined) return;
    const isFirst = version.at === decision.at;
    const { queue, events } = this.#options;
    const options = { queue, longestWaitMs: ACTION_WAITS_MS, onEnqueued: events.enqueued };
    this.#flusher.action(beginAction(decision, isFirst, tenure, options));
  }

  /** A range that is new to its subscriber was called: detectors weigh that together. */
  called(call: RangeCall): void {
    this.#flusher.rangeCall(call);
  }

  refused(record: RejectedRecord): void {
    this.#options.events.rejected(record.reject.reason);
    this.#flusher.reject(record);
  }

  /** All up to where the partition stands now was processed. */
  processed({ number, next, tenure }: OwnedPartition): void {
    this.#flusher.progress(number, { next, tenure });
    this.flushWhenDue();
  }

  #rowOf(version: AlertVersion, position: Position, beside: string | undefined): AlertVersionRow {
    const { versions, now } = this.#options;
    return alertVersionRow(version, { ...position, ingestedAt: now() }, versions, beside);
  }

  flushWhenDue(): void {
    const { store, events } = this.#options;
    const flusher = this.#flusher;
    if (flusher.isUnderWay || !flusher.isPending) return;
    const isDue =
      flusher.hasAction ||
      store.pendingRows >= ROWS_PER_FLUSH ||
      performance.now() - this.#flushedAt >= FLUSH_EVERY_MS;
    if (!isDue) return;
    this.#flushedAt = performance.now();
    flusher.flush().catch((error: unknown) => {
      if (!this.#ended.signal.aborted) events.failed(error);
    });
  }

  /** Makes all that is gathered, while the partitions are still owned. */
  async drain(): Promise<void> {
    clearInterval(this.#clock);
    await this.#flusher.drain();
  }

  /** Gives up what waits for a server that is gone: what is not committed is processed again. */
  end(): void {
    clearInterval(this.#clock);
    this.#ended.abort();
  }
}
