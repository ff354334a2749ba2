import type { Log } from './log.ts';

interface Part {
  name: string;
  stop(): Promise<void> | void;
}

/** What a service has started, in order: it is stopped in reverse, each part once. */
export class Lifetime {
  readonly #parts: Part[] = [];
  readonly #log: Log;
  #stopped: Promise<void> | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Takes note of what was started, with what stops it, and returns it. */
  add<T>(name: string, value: T, stop: (value: T) => Promise<void> | void): T {
    this.#parts.push({ name, stop: () => stop(value) });
    return value;
  }

  /**
   * Stops all parts; one that fails or takes too long does not keep the others from stopping.
   * May be called again; later calls wait for the first.
   * @param deadlineMs for all parts together
   */
  stop(deadlineMs: number): Promise<void> {
    this.#stopped ??= this.#stop(performance.now() + deadlineMs);
    return this.#stopped;
  }

  async #stop(deadline: number): Promise<void> {
    for (const part of this.#parts.toReversed()) {
      try {
        await within(Math.max(100, deadline - performance.now()), part);
      } catch (error) {
        this.#log.error({ err: error, part: part.name }, 'did not stop cleanly');
      }
    }
  }
}

async function within(ms: number, { name, stop }: Part): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} did not stop in time`)), ms);
  });
  try {
    await Promise.race([stop(), late]);
  } finally {
    clearTimeout(timer);
  }
}
