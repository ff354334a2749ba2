import { EngineError } from '@sekisho/clickhouse';
import { KafkaError } from '@sekisho/kafka';
import { LedgerError } from '@sekisho/ledger';
import { type Log, retry } from '@sekisho/runtime';

/** Waits, at the start, for servers that are away, so that none must be started first. */
export class Awaiting {
  readonly #log: Log;
  readonly #signal: AbortSignal;
  #server: string | undefined;

  /** @param signal gives up */
  constructor(log: Log, signal: AbortSignal) {
    this.#log = log;
    this.#signal = signal;
  }

  /** What it waits for, for the health of the service. */
  get problem(): string | undefined {
    return this.#server === undefined ? undefined : `not started: it waits for ${this.#server}`;
  }

  /** Tries until the server answers; what fails in any other way is thrown. */
  async for<T>(server: string, work: () => Promise<T>): Promise<T> {
    const done = await retry(work, {
      signal: this.#signal,
      onFailure: (error) => {
        if (!isAway(error)) throw error;
        if (this.#server !== server) this.#log.warn({ err: error }, `it waits for ${server}`);
        this.#server = server;
      },
    });
    this.#server = undefined;
    return done;
  }
}

function isAway(error: unknown): boolean {
  if (error instanceof EngineError) return error.code === 'engine-unreachable';
  const isServer = error instanceof KafkaError || error instanceof LedgerError;
  return isServer && error.code === 'unreachable';
}
