import { JOB_OPTIONS, parseJob, QUEUE, type RestrictionJob } from '@sekisho/restrictions';
import { type Log, pause } from '@sekisho/runtime';
import { type Job, Queue, UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { GivenUp, retryDelayMs } from '../postponed.ts';
import type { HandleJob, JobQueue } from './job-queue.ts';

export interface BullmqOptions {
  redisUrl: string;
  prefix: string;
  log: Log;
  /** Jobs at once. Default 8. */
  concurrency?: number;
}

/** Less than a service has to stop: what takes longer is left to its lease. */
const CLOSE_WITHIN_MS = 6000;

/** Jobs in Redis, shared with the detectors that add them and with other enforcers. */
export function createBullmqQueue(options: BullmqOptions): JobQueue {
  const { redisUrl, prefix, log } = options;
  // Adding fails soon while Redis is gone, for the sweep adds again; taking waits for it.
  const adding = connect(redisUrl, 1, log);
  const taking = connect(redisUrl, null, log);
  const queue = new Queue(QUEUE, { connection: adding, prefix });
  queue.on('error', (error) => log.debug({ err: error }, 'queue'));
  let worker: Worker | undefined;
  let closed: Promise<void> | undefined;
  return {
    enqueue: (job, delayMs = 0) => enqueue(queue, job, delayMs),
    consume(handle) {
      worker = createWorker(handle, taking, options);
    },
    problem: () => (adding.status === 'ready' ? undefined : `redis: ${adding.status}`),
    close() {
      closed ??= close(worker, queue, [adding, taking]);
      return closed;
    },
  };
}

function connect(redisUrl: string, maxRetriesPerRequest: number | null, log: Log): Redis {
  const redis = new Redis(redisUrl, {
    maxRetriesPerRequest,
    retryStrategy: (times) => Math.min(2000, 100 * times),
  });
  redis.on('error', (error) => log.debug({ err: error }, 'redis'));
  return redis;
}

/** An id that ended is never taken again as long as Redis remembers it, so it is removed first. */
async function enqueue(queue: Queue, job: RestrictionJob, delayMs: number): Promise<void> {
  const known: Job | undefined = await queue.getJob(job.id);
  if (known !== undefined) {
    const state = await known.getState();
    if (state !== 'completed' && state !== 'failed') return;
    await queue.remove(job.id);
  }
  await queue.add(job.name, job.data, { ...JOB_OPTIONS, jobId: job.id, delay: delayMs });
}

function createWorker(handle: HandleJob, connection: Redis, options: BullmqOptions): Worker {
  const { prefix, log, concurrency = 8 } = options;
  const worker = new Worker(QUEUE, (job) => work(handle, job), {
    connection,
    prefix,
    concurrency,
    // A worker that dies is no fault of the job.
    maxStalledCount: 1000,
    settings: { backoffStrategy: (attempt, _type, error) => retryDelayMs(attempt, error) },
  });
  worker.on('error', (error) => log.debug({ err: error }, 'worker'));
  worker.on('failed', (job, error) => {
    log.warn({ err: error, job: job?.id, attempt: job?.attemptsMade }, 'job failed');
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

async function close(worker: Worker | undefined, queue: Queue, connections: Redis[]) {
  const given = new AbortController();
  await Promise.race([worker?.close(), pause(CLOSE_WITHIN_MS, given.signal)]);
  given.abort();
  await worker?.close(true);
  await queue.close();
  for (const connection of connections) connection.disconnect();
}
