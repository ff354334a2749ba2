import { setTimeout as pause } from 'node:timers/promises';
import type { RecordFields } from './record.ts';
import type { Stream } from './stream.ts';
import { linesFrom } from './traffic.ts';

/** Domestic calls that end now, written all the time until they are stopped. */
export class LiveTraffic {
  /** All that was written, in its order. */
  readonly lines: string[] = [];
  readonly #stream: Stream;
  readonly #running: Promise<void>;
  #isStopped = false;
  #count = 0;
  #written: Promise<void> = Promise.resolve();

  constructor(stream: Stream) {
    this.#stream = stream;
    this.#running = this.#run();
  }

  /** Writes further records after what was written before. Resolves when they are in the topic. */
  write(records: readonly RecordFields[]): Promise<void> {
    const lines = linesFrom(records);
    this.lines.push(...lines);
    this.#written = this.#written.then(() => this.#stream.produce(lines));
    return this.#written;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#running;
    await this.#written;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      this.write(Array.from({ length: 4 }, () => this.#call())).catch(() => undefined);
      await pause(100);
    }
  }

  #call(): RecordFields {
    const n = this.#count++;
    const subscriber = `office-${n % 10}`;
    const endedAt = Date.now();
    const called = `03555${String(10_000 + (n % 1000))}`;
    return { subscriber, callId: `c${n}`, called, answeredAt: endedAt - 20_000, endedAt };
  }
}
