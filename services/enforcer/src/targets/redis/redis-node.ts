import type { BarList } from '@sekisho/ledger';
import { Redis } from 'ioredis';
import { ownerOf } from '../entry-value.ts';
import type { EntryPlace, FoundEntry, NewEntry, SwitchNode } from '../switch-node.ts';
import { TargetError } from '../target.ts';

export interface RedisNodeOptions {
  name: string;
  url: string;
  /** For one request; 100–200 ms is usual, as of the proxies that ask it. */
  timeoutMs: number;
  longestS: number;
  /** Epoch ms. */
  now(): number;
}

const PREFIXES: Readonly<Record<BarList, string>> = {
  line: 'bar:',
  destination: 'bardest:',
  allowed: 'barallow:',
};

const AT_ONCE = 1000;

/** A list of bars in Redis that several proxies ask: entries with a time to live. */
export function createRedisNode(options: RedisNodeOptions): SwitchNode {
  const { name, longestS, now } = options;
  const redis = connection(options);
  return {
    name,
    longestS,
    lists: ['line', 'destination', 'allowed'],
    put: (entry) => asked(put(redis, entry, longestS, now())),
    read: (list) => asked(read(redis, list)),
    find: (places) => asked(find(redis, places)),
    async timeLeft(list, key) {
      const left = await asked(redis.pttl(PREFIXES[list] + key));
      return left < 0 ? undefined : left;
    },
    async remove(list, key) {
      await asked(redis.del(PREFIXES[list] + key));
    },
    async started() {
      const info = await asked(redis.info('server'));
      return /^run_id:(\w+)/m.exec(info)?.[1] ?? 'unknown';
    },
    close: () => redis.disconnect(),
  };
}

function connection({ url, timeoutMs }: RedisNodeOptions): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: timeoutMs,
    commandTimeout: timeoutMs,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(2000, 100 * times),
  });
  // Each request tells of it; nobody listens for the connection.
  redis.on('error', () => undefined);
  return redis;
}

async function put(
  redis: Redis,
  { list, key, value, until }: NewEntry,
  longestS: number,
  now: number,
): Promise<void> {
  const left = Math.ceil(until - now);
  if (left < 1) throw new TargetError('unreachable', 'the end of the bar has passed');
  if (left > longestS * 1000) {
    throw new TargetError('refused', `holds no bar longer than ${longestS} s; raise \`longest\``);
  }
  await redis.set(PREFIXES[list] + key, value, 'PX', left);
}

async function read(redis: Redis, list: BarList): Promise<FoundEntry[]> {
  const prefix = PREFIXES[list];
  const found: FoundEntry[] = [];
  let cursor = '0';
  do {
    const [next, names] = await redis.scan(cursor, 'MATCH', `${prefix}*`, 'COUNT', AT_ONCE);
    cursor = next;
    const places = names.map((name) => ({ list, key: name.slice(prefix.length) }));
    found.push(...(await find(redis, places)));
  } while (cursor !== '0');
  return found;
}

async function find(redis: Redis, places: readonly EntryPlace[]): Promise<FoundEntry[]> {
  const found: FoundEntry[] = [];
  for (let from = 0; from < places.length; from += AT_ONCE) {
    const some = places.slice(from, from + AT_ONCE);
    const values = await redis.mget(some.map(({ list, key }) => PREFIXES[list] + key));
    some.forEach(({ list, key }, i) => {
      const value = values[i];
      // Nothing is there, or it ran out between two questions.
      if (value === null || value === undefined) return;
      found.push({ list, key, value, owner: ownerOf(value) });
    });
  }
  return found;
}

async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (cause instanceof TargetError) throw cause;
    throw new TargetError('unreachable', 'got no answer', { cause });
  }
}
