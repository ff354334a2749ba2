import { parseJob, QUEUE, type RestrictionJob } from '@sekisho/restrictions';
import type { Log } from '@sekisho/runtime';
import { type Job, UnrecoverableError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { GivenUp, retryDelayMs } from '../postponed.ts';
import type { HandleJob } from './job-queue.ts';
import { logFailure } from './log-failure.ts';

export interface JobWorkerOptions {
  connection: Redis;
  prefix: string;
  /** Jobs at once. */
  concurrency: number;
  log: Log;
}

/** Takes jobs until it is closed; while Redis is gone it waits for it. */
export function createJobWorker(handle: HandleJob, options: JobWorkerOptions): Worker {
  const { connection, prefix, concurrency, log } = options;
  const worker = new Worker(QUEUE, (job) => work(handle, job), {
    connection,
    prefix,
    concurrency,
    // A worker that dies is no fault of the job.
    maxStalledCount: 1000,
    lockDuration: 15_000,
    stalledInterval: 10_000,
    settings: { backoffStrategy: (attempt, _type, error) => retryDelayMs(attempt, error) },
  });
  worker.on('error', (error) => log.debug({ err: error }, 'worker'));
  worker.on('failed', (job, error) => {
    logFailure(log, error, job?.id ?? '', job?.attemptsMade ?? 0);
  });
  return worker;
}

async function work(handle: HandleJob, { name, id = '', data }: Job): Promise<void> {
  try {
    await handle(parse(name, id, data));
  } catch (error) {
    if (!(error instanceof GivenUp)) throw error;
    throw new UnrecoverableError(error.message);
  }
}

function parse(name: string, id: string, data: unknown): RestrictionJob {
  try {
    return parseJob({ name, id, data });
  } catch (error) {
    throw new GivenUp(`job ${id} is none of ours`, error);
  }
}
