import type { OutgoingBatch, RecordSink } from './record-sink.ts';
import { SinkError } from './sink-error.ts';

/** A collector that nobody sends to cannot tell whether the fault is gone. */
const REMEMBERED_MS = 15_000;

/** A sink that remembers how it fared, for the health of the service. */
export class ObservedSink implements RecordSink {
  readonly #sink: RecordSink;
  readonly #now: () => number;
  #failure: { at: number; error: SinkError } | undefined;

  /** @param now epoch ms */
  constructor(sink: RecordSink, now: () => number) {
    this.#sink = sink;
    this.#now = now;
  }

  async write(batch: OutgoingBatch): Promise<void> {
    if (batch.accepted.length + batch.refused.length === 0) return;
    try {
      await this.#sink.write(batch);
      this.#failure = undefined;
    } catch (cause) {
      const error = cause instanceof SinkError ? cause : new SinkError('failed', cause);
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
