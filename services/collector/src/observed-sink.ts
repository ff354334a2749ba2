import type { Log } from '@sekisho/runtime';
import type { OutgoingBatch, RecordSink } from './record-sink.ts';
import { SinkError } from './sink-error.ts';

/** A collector that nobody sends to cannot tell whether the fault is gone. */
const REMEMBERED_MS = 15_000;

/** A sink that remembers how it fared, for the health of the service. */
export class ObservedSink implements RecordSink {
  readonly #sink: RecordSink;
  readonly #now: () => number;
  readonly #log: Log;
  #failure: { at: number; error: SinkError } | undefined;

  /** @param now epoch ms */
  constructor(sink: RecordSink, now: () => number, log: Log) {
    this.#sink = sink;
    this.#now = now;
    this.#log = log;
  }

  async write(batch: OutgoingBatch): Promise<void> {
    if (batch.accepted.length + batch.refused.length === 0) return;
    try {
      await this.#sink.write(batch);
      if (this.#failure !== undefined) this.#log.info('records are written again');
      this.#failure = undefined;
    } catch (cause) {
      const error = cause instanceof SinkError ? cause : new SinkError('failed', cause);
      if (this.#failure === undefined) this.#log.warn({ err: error }, 'records are not written');
      this.#failure = { at: this.#now(), error };
      throw error;
    }
  }

  /** What is wrong, if anything has been of late. */
  problem(): string | undefined {
    const failure = this.#failure;
    if (failure === undefined || this.#now() - failure.at > REMEMBERED_MS) return undefined;
    return failure.error.message;
  }
}
