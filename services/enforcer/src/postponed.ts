/** A job that cannot be done yet and is to be tried again. */
export class Postponed extends Error {
  readonly code = 'postponed';
  /** When somebody said so. */
  readonly afterMs: number | undefined;

  constructor(message: string, afterMs?: number, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'Postponed';
    this.afterMs = afterMs;
  }
}

/** A job that will never be done as it is; a person has to look. */
export class GivenUp extends Error {
  readonly code = 'given-up';

  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'GivenUp';
  }
}

const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/** How long to wait after a failure, doubled with each. @param attempt from 1 */
export function retryDelayMs(attempt: number, error?: unknown): number {
  if (error instanceof Postponed && error.afterMs !== undefined) return error.afterMs;
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(16, attempt - 1));
}
