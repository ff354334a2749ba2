import type { Log } from '@sekisho/runtime';
import { writeWithin } from '../http/write-within.ts';
import {
  emptyOutgoing,
  type KeyedRecord,
  type RecordSink,
  type RefusedRecord,
} from '../record-sink.ts';

/** What one request came to, and what to do when that is durable, or is not. */
export interface QueuedRequest {
  record: KeyedRecord | RefusedRecord;
  settle(isDurable: boolean): void;
}

const MOST_WAITING = 10_000;
const MOST_AT_ONCE = 1000;

export interface RecordQueueParts {
  sink: RecordSink;
  log: Log;
  /** How long a write may take before its requests are left unanswered. */
  writeWithinMs: number;
  onWritten(batch: ReturnType<typeof emptyOutgoing>): void;
}

/**
 * Writes what requests came to in their order; while one write is under way the next one collects.
 * It holds no more than a bounded number: a client that gets no answer sends again.
 */
export class RecordQueue {
  readonly #parts: RecordQueueParts;
  readonly #most: number;
  #waiting: QueuedRequest[] = [];
  #writing: Promise<void> | undefined;

  constructor(parts: RecordQueueParts, most = MOST_WAITING) {
    this.#parts = parts;
    this.#most = most;
  }

  get isFull(): boolean {
    return this.#waiting.length >= this.#most;
  }

  add(request: QueuedRequest): void {
    this.#waiting.push(request);
    this.#writing ??= this.#writeAll();
  }

  /** Resolves when nothing waits. */
  async drain(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // What arrives in the same moment goes together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const requests = this.#waiting.splice(0, MOST_AT_ONCE);
      const isDurable = await this.#write(requests);
      for (const { settle } of requests) settle(isDurable);
    }
    this.#writing = undefined;
  }

  async #write(requests: readonly QueuedRequest[]): Promise<boolean> {
    const { sink, log, writeWithinMs, onWritten } = this.#parts;
    const batch = emptyOutgoing();
    for (const { record } of requests) {
      if ('outcome' in record) batch.accepted.push(record);
      else batch.refused.push(record);
    }
    try {
      await writeWithin(sink, batch, writeWithinMs, () => undefined);
      onWritten(batch);
      return true;
    } catch (error) {
      // The sink tells once that it is away; each request would fill the disk in a long outage.
      log.debug({ err: error }, 'records not written');
      return false;
    }
  }
}
