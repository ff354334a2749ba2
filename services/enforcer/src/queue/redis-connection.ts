import type { Log } from '@sekisho/runtime';
import { Redis } from 'ioredis';

export interface RedisOptions {
  url: string;
  log: Log;
  /** After which nothing connects again. */
  cut: AbortSignal;
}

/** @param maxRetriesPerRequest how often a command waits for Redis; `null` for as long as it takes */
export function connectRedis(
  { url, log, cut }: RedisOptions,
  maxRetriesPerRequest: number | null,
): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest,
    // A worker's own copy of a connection goes on connecting, even when it is disconnected.
    retryStrategy: (times) => (cut.aborted ? null : Math.min(1000, 100 * times)),
  });
  redis.on('error', (error) => log.debug({ err: error }, 'redis'));
  return redis;
}
