import { pause } from './retry.ts';

export interface Repeated {
  /** Waits for the run in hand. */
  stop(): Promise<void>;
}

/** Runs at once and then again and again, each time so long after the last run ended. */
export function repeat(everyMs: number, work: () => Promise<void>): Repeated {
  const stopping = new AbortController();
  const running = run(everyMs, work, stopping.signal);
  return {
    stop() {
      stopping.abort();
      return running;
    },
  };
}

async function run(everyMs: number, work: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await work();
    await pause(everyMs, signal);
  }
}
