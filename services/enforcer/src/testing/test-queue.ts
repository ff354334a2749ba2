import { randomUUID } from 'node:crypto';
import { JOB_OPTIONS, QUEUE, type RestrictionJob } from '@sekisho/restrictions';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll } from 'vitest';

export interface TestQueue {
  readonly url: string;
  readonly prefix: string;
  readonly queue: Queue;
  /** As a detector adds it. */
  add(job: RestrictionJob): Promise<void>;
  /** As if Redis had lost everything. */
  empty(): Promise<void>;
}

/** A prefix of its own for one test file. */
export function testQueue(): TestQueue {
  const url = process.env['REDIS_URL'];
  if (url === undefined) throw new Error('REDIS_URL is not set');
  const prefix = `enforcer-${randomUUID()}`;
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  const queue = new Queue(QUEUE, { connection: redis, prefix });
  const empty = async () => {
    const keys = await redis.keys(`${prefix}:*`);
    if (keys.length > 0) await redis.del(...keys);
  };
  afterAll(async () => {
    await queue.close();
    await empty();
    redis.disconnect();
  });
  return {
    url,
    prefix,
    queue,
    empty,
    async add({ name, id, data }) {
      await queue.add(name, data, { ...JOB_OPTIONS, jobId: id });
    },
  };
}
