import type { RestrictionJob } from '@sekisho/restrictions';

export type HandleJob = (job: RestrictionJob) => Promise<void>;

/**
 * Brings jobs to their handler, more than once if need be. A job whose handler throws `GivenUp` is
 * not tried again; any other failure is, after `retryDelayMs`.
 */
export interface JobQueue {
  /** Nothing happens when a job of that id is on its way; one that is over makes way for it. */
  enqueue(job: RestrictionJob, delayMs?: number): Promise<void>;
  consume(handle: HandleJob): void;
  /** What keeps jobs from coming. */
  problem(): string | undefined;
  /** Waits a while for the jobs in hand. May be called again. */
  close(): Promise<void>;
}
