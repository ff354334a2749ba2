import { Redis } from 'ioredis';
import type { Timeline } from '../timeline.ts';

const WITHIN_MS = 3000;

/** All jobs are gone, as after a Redis without a log. */
export async function flushRedis(url: string, timeline: Timeline): Promise<void> {
  const options = { maxRetriesPerRequest: 0, commandTimeout: WITHIN_MS, lazyConnect: true };
  const redis = new Redis(url, { ...options, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.flushall();
  } catch (error) {
    timeline.say(`redis was not flushed: ${error}`);
  } finally {
    redis.disconnect();
  }
}
