import { RecordLogError } from './errors.ts';

interface Waiter {
  offset: number;
  resolve(): void;
  reject(error: Error): void;
}

/** Those that wait for a record to come. */
export class Waiters {
  readonly #waiters = new Set<Waiter>();

  async wait(offset: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter = { offset, resolve, reject };
    const stop = () => resolve();
    this.#waiters.add(waiter);
    signal.addEventListener('abort', stop);
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', stop);
      this.#waiters.delete(waiter);
    }
  }

  /** @param end offset after the newest durable record */
  wake(end: number): void {
    for (const waiter of this.#waiters) if (waiter.offset < end) waiter.resolve();
  }

  close(): void {
    for (const waiter of this.#waiters) {
      waiter.reject(new RecordLogError('closed', 'the log is closed'));
    }
  }
}
