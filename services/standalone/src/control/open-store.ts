import { type Engine, openRemoteEngine } from '@sekisho/clickhouse';
import { type EnvironmentVariables, readEnvironment } from '@sekisho/runtime';
import { z } from 'zod';
import { openOrReach } from './open-or-reach.ts';

const schema = z.object({
  CLICKHOUSE_URL: z.url('write http://user:password@host:port, or give --data DIR'),
  CLICKHOUSE_DATABASE: z.string().default('sekisho'),
});

/** The store of a data folder, or without one that of the services. */
export function openStoreOf(data: string | undefined, env: EnvironmentVariables): Promise<Engine> {
  if (data !== undefined) return openOrReach(data);
  const { CLICKHOUSE_URL: url, CLICKHOUSE_DATABASE: database } = readEnvironment(schema, env);
  return openRemoteEngine({ url, database });
}
