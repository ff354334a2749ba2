import {
  duration,
  EnvironmentError,
  type EnvironmentVariables,
  listOf,
  port,
  readEnvironment,
  secretFile,
} from '@sekisho/runtime';
import { z } from 'zod';

const webUrl = z
  .string()
  .regex(/^https?:\/\/[^\s?#]+$/, 'write http://… or https://…, without a query')
  .transform((url) => url.replace(/\/+$/, ''));

// Nobody can be named in it: the signature says who asks.
const webhookUrl = webUrl.refine((url) => !url.includes('@'), 'write it without a user');

const TARGET = {
  TARGET: z.enum(['dry-run', 'webhook'], 'write dry-run or webhook').default('dry-run'),
  WEBHOOK_URL: webhookUrl.optional(),
  WEBHOOK_SECRET_FILE: secretFile(32).optional(),
};

const SCHEMA = z.object({
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'write redis://host:port'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'write postgres://user@host:port/database'),
  CLICKHOUSE_URL: webUrl,
  CLICKHOUSE_DATABASE: z.string().default('sekisho'),
  KAFKA_TOPIC: z.string().default('cdr'),
  HTTP_HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: port.default(8083),
  ENFORCE_SERVICES: listOf('services').default([]),
  STALE_AFTER: duration.default(900_000),
  ...TARGET,
  QUEUE_PREFIX: z
    .string()
    .regex(/^[^:{}\s]+$/, 'write a prefix without colons, braces and blanks')
    .default('sekisho'),
  SWEEP_EVERY: duration.default(30_000),
  HEARTBEAT_URL: webUrl.optional(),
  HEARTBEAT_EVERY: duration.default(60_000),
});

export interface EnforcerEnvironment {
  redisUrl: string;
  databaseUrl: string;
  clickhouse: { url: string; database: string };
  topic: string;
  http: { host: string; port: number };
  enforcedServices: readonly string[];
  staleAfterMs: number;
  /** Nothing for the dry run. */
  webhook: { url: string; secret: string } | undefined;
  queuePrefix: string;
  sweepEveryMs: number;
  /** Nothing where nobody outside waits for one. */
  heartbeat: { url: string; everyMs: number } | undefined;
}

/** @throws EnvironmentError with all that is wrong */
export function readEnforcerEnvironment(env: EnvironmentVariables): EnforcerEnvironment {
  const read = readEnvironment(SCHEMA, env);
  return {
    redisUrl: read.REDIS_URL,
    databaseUrl: read.DATABASE_URL,
    clickhouse: { url: read.CLICKHOUSE_URL, database: read.CLICKHOUSE_DATABASE },
    topic: read.KAFKA_TOPIC,
    http: { host: read.HTTP_HOST, port: read.HTTP_PORT },
    enforcedServices: read.ENFORCE_SERVICES,
    staleAfterMs: read.STALE_AFTER,
    webhook: webhookOf(read),
    queuePrefix: read.QUEUE_PREFIX,
    sweepEveryMs: read.SWEEP_EVERY,
    heartbeat:
      read.HEARTBEAT_URL === undefined
        ? undefined
        : { url: read.HEARTBEAT_URL, everyMs: read.HEARTBEAT_EVERY },
  };
}

/** Where an enforcer would bar: nothing for the dry run. @throws EnvironmentError */
export function readTarget(env: EnvironmentVariables): EnforcerEnvironment['webhook'] {
  return webhookOf(readEnvironment(z.object(TARGET), env));
}

function webhookOf({
  TARGET: target,
  WEBHOOK_URL: url,
  WEBHOOK_SECRET_FILE: secret,
}: Pick<z.infer<typeof SCHEMA>, keyof typeof TARGET>): EnforcerEnvironment['webhook'] {
  if (target !== 'webhook') return undefined;
  if (url !== undefined && secret !== undefined) return { url, secret };
  throw new EnvironmentError([
    ...(url === undefined ? ['WEBHOOK_URL is not set; TARGET=webhook needs it'] : []),
    ...(secret === undefined ? ['WEBHOOK_SECRET_FILE is not set; TARGET=webhook needs it'] : []),
  ]);
}
