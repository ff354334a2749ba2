import type { RestrictionJob } from '@sekisho/restrictions';
import type { Log } from '@sekisho/runtime';
import { GivenUp, retryDelayMs } from '../postponed.ts';
import type { HandleJob, JobQueue } from './job-queue.ts';
import { logFailure } from './log-failure.ts';

/** `setTimeout` takes no more, and the sweep finds again what is due later. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** Jobs within one process. What it forgets when it ends, the sweep finds again. */
export function createInProcessQueue(log: Log): JobQueue {
  const waiting = new Map<string, NodeJS.Timeout>();
  const running = new Map<string, Promise<void>>();
  let handler: HandleJob | undefined;
  let isClosed = false;

  function schedule(job: RestrictionJob, delayMs: number, attempt: number): void {
    if (isClosed || delayMs > LONGEST_DELAY_MS) return;
    waiting.set(
      job.id,
      setTimeout(() => start(job, attempt), delayMs),
    );
  }

  function start(job: RestrictionJob, attempt: number): void {
    waiting.delete(job.id);
    running.set(job.id, run(job, attempt));
  }

  async function run(job: RestrictionJob, attempt: number): Promise<void> {
    try {
      await handler?.(job);
      running.delete(job.id);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      running.delete(job.id);
      logFailure(log, error, job.id, attempt);
      if (!(error instanceof GivenUp)) schedule(job, retryDelayMs(attempt, error), attempt + 1);
    }
  }

  return {
    async enqueue(job, delayMs = 0) {
      if (!waiting.has(job.id) && !running.has(job.id)) schedule(job, delayMs, 1);
    },
    consume(handle) {
      handler = handle;
    },
    problem: () => undefined,
    async close() {
      isClosed = true;
      for (const timer of waiting.values()) clearTimeout(timer);
      await Promise.all(running.values());
    },
  };
}
