import type { TopicRecord } from '@sekisho/kafka';
import type { Partition } from '../partition.ts';
import { Tenure } from './tenure.ts';

/** A partition that this process owns, and how far it has come in it. */
export class OwnedPartition {
  readonly number: number;
  readonly partition: Partition;
  readonly tenure = new Tenure();
  /** The offset of the next record to be processed; -1 before the first where none is committed. */
  next: number;
  /** The offset that the next record written will have, as far as was heard. */
  endOffset = 0;
  /** Epoch ms at which the newest record was written to the topic. */
  newestAt = 0;
  /** How far the wall clock was ahead of the partition's own when its newest record came, in ms. */
  feedDelayMs: number | undefined;
  /** The partition's clock when `feedDelayMs` was measured. */
  #clockAt: number;

  constructor(number: number, partition: Partition, next: number) {
    this.number = number;
    this.partition = partition;
    this.next = next;
    this.#clockAt = partition.clock.now;
  }

  get isCaughtUp(): boolean {
    return this.next >= this.endOffset;
  }

  /** Records that are written and not yet processed. */
  get lag(): number {
    return Math.max(0, this.endOffset - Math.max(0, this.next));
  }

  /** Notes that a record was processed. */
  observe({ offset, timestamp }: TopicRecord): void {
    this.next = offset + 1;
    this.newestAt = Math.max(this.newestAt, timestamp);
    const { now } = this.partition.clock;
    // One that comes late tells nothing of how late the newest came.
    if (now <= this.#clockAt) return;
    this.#clockAt = now;
    this.feedDelayMs = Math.max(0, timestamp - now);
  }

  /**
   * Runs the timers that time alone makes due. Where all is processed, time goes on from the newest
   * record by the wall clock: a feed that is an hour late has its calls up for no hour longer.
   */
  runTimers(now: number): void {
    if (!this.isCaughtUp || this.feedDelayMs === undefined) return;
    for (const scorer of this.partition.scorers)
      if (!scorer.isFilling) scorer.runTimers(now - this.feedDelayMs);
  }
}
