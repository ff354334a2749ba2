import { JOB_OPTIONS, QUEUE, type RestrictionJob } from '@sekisho/restrictions';
import { type Log, pause } from '@sekisho/runtime';
import { Queue, type Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { JobQueue } from './job-queue.ts';
import { createJobWorker } from './job-worker.ts';
import { connectRedis } from './redis-connection.ts';

export interface BullmqOptions {
  redisUrl: string;
  prefix: string;
  log: Log;
  /** Jobs at once. Default 8. */
  concurrency?: number;
}

/** Redis is not there: what was to be added is found again by the sweep. */
class RedisAwayError extends Error {
  readonly code = 'redis-away';
}

/** Less than a service has to stop: what takes longer is left to its lease. */
const CLOSE_WITHIN_MS = 5000;
const CLOSE_AWAY_WITHIN_MS = 2000;
const LAST_MS = 1000;

/** Jobs in Redis, shared with the detectors that add them and with other enforcers. */
export function createBullmqQueue(options: BullmqOptions): JobQueue {
  const { redisUrl, prefix, log, concurrency = 8 } = options;
  const cut = new AbortController();
  const redis = { url: redisUrl, log, cut: cut.signal };
  const adding = connectRedis(redis, 1);
  const taking = connectRedis(redis, null);
  const queue = createQueue(adding, prefix, log);
  let worker: Worker | undefined;
  let closed: Promise<void> | undefined;
  return {
    async enqueue(job, delayMs = 0) {
      if (adding.status !== 'ready') throw new RedisAwayError(`redis: ${adding.status}`);
      await enqueue(queue, job, delayMs);
    },
    consume(handle) {
      worker = createJobWorker(handle, { connection: taking, prefix, concurrency, log });
    },
    problem: () => (adding.status === 'ready' ? undefined : `redis: ${adding.status}`),
    close() {
      closed ??= close(worker, [adding, taking], cut);
      return closed;
    },
  };
}

function createQueue(connection: Redis, prefix: string, log: Log): Queue {
  const queue = new Queue(QUEUE, { connection, prefix });
  queue.on('error', (error) => log.debug({ err: error }, 'queue'));
  return queue;
}

/** An id that ended is never taken again as long as Redis remembers it, so it is removed first. */
async function enqueue(queue: Queue, job: RestrictionJob, delayMs: number): Promise<void> {
  const state = await queue.getJobState(job.id);
  if (state === 'completed' || state === 'failed') await queue.remove(job.id);
  else if (state !== 'unknown') return;
  await queue.add(job.name, job.data, { ...JOB_OPTIONS, jobId: job.id, delay: delayMs });
}

async function close(
  worker: Worker | undefined,
  connections: readonly Redis[],
  cut: AbortController,
): Promise<void> {
  // Without Redis a worker never closes; its jobs may still come to write what the switch said.
  const isAway = connections.some(({ status }) => status !== 'ready');
  await within(isAway ? CLOSE_AWAY_WITHIN_MS : CLOSE_WITHIN_MS, worker?.close());
  // What still waits, for the switch or for Redis, is cut off: its lease lapses.
  cut.abort();
  for (const connection of connections) connection.disconnect();
  await within(LAST_MS, worker?.disconnect());
}

async function within(ms: number, work: Promise<unknown> | undefined): Promise<void> {
  const waiting = new AbortController();
  await Promise.race([work, pause(ms, waiting.signal)]);
  waiting.abort();
}
