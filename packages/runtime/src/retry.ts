export interface RetryOptions {
  /** Ends the waiting; the promise then rejects with the reason of the signal. */
  signal: AbortSignal;
  /** Default 100 ms; doubled with each failure. */
  firstDelayMs?: number;
  /** Default 5 s. */
  longestDelayMs?: number;
  /** Told of each failure before the next try; by throwing it gives up. */
  onFailure(error: unknown, attempt: number): void;
}

/** Tries until it succeeds: for servers that are gone for a while. */
export async function retry<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { signal, firstDelayMs = 100, longestDelayMs = 5000, onFailure } = options;
  for (let attempt = 1; ; attempt++) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      onFailure(error, attempt);
      await pause(Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1)), signal);
    }
  }
}

/** Resolves after `ms`, or at once when the signal says to end. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
