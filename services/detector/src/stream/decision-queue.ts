import { decisionJob, JOB_OPTIONS, QUEUE } from '@sekisho/restrictions';
import { type Log, retry } from '@sekisho/runtime';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { DecisionQueue } from './actions.ts';

export interface JobQueueOptions {
  redisUrl: string;
  prefix: string;
  log: Log;
  /** Gives up what still waits for a Redis that is gone. */
  signal: AbortSignal;
}

export interface JobQueue extends DecisionQueue {
  /** What keeps jobs from being added; `undefined` when nothing does. */
  readonly problem: string | undefined;
  stop(): Promise<void>;
}

/** Adds jobs to BullMQ; while Redis is gone each waits, and a job added twice is there once. */
export function createJobQueue({ redisUrl, prefix, log, signal }: JobQueueOptions): JobQueue {
  // A command fails at once where there is no connection, or after the time given: it is tried again.
  const connection = new Redis(redisUrl, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 2000,
    retryStrategy: (times) => Math.min(1000, 50 * times),
  });
  const queue = new Queue(QUEUE, { connection, prefix });
  connection.on('error', noted);
  queue.on('error', noted);
  let problem: string | undefined;

  return {
    get problem() {
      return connection.status === 'ready' ? undefined : (problem ?? 'Redis is not connected');
    },
    async enqueue(decision, isFirst) {
      const { name, id, data } = decisionJob(decision, isFirst);
      await retry(() => queue.add(name, data, { ...JOB_OPTIONS, jobId: id }), {
        signal,
        longestDelayMs: 1000,
        onFailure: (error, attempt) =>
          log.warn({ err: error, attempt, job: id }, 'a job could not be enqueued yet'),
      });
    },
    async stop() {
      await queue.close().catch(noted);
      connection.disconnect();
    },
  };

  function noted(error: unknown): void {
    const text = error instanceof Error ? error.message || error.name : String(error);
    if (text !== problem) log.warn({ err: error }, 'Redis');
    problem = text;
  }
}
