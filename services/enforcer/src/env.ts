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

const SCHEMA = z.object({
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'write redis://host:port'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'write postgres://user@host:port/database'),
  CLICKHOUSE_URL: webUrl,
  CLICKHOUSE_DATABASE: z.string().default('sekisho'),
  KAFKA_TOPIC: z.string().default('cdr'),
  HTTP_HOST: z.string().default('127.0.0.1'),
  HTTP_PORT: port.default(8083),
  POLICY_FILE: z.string().min(1).optional(),
  ENFORCE_SERVICES: listOf('services').optional(),
  STALE_AFTER: duration.optional(),
  TARGET: z.enum(['dry-run', 'webhook'], 'write dry-run or webhook').default('dry-run'),
  WEBHOOK_URL: webhookUrl.optional(),
  WEBHOOK_SECRET_FILE: secretFile(32).optional(),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[^:{}\s]+$/, 'write a prefix without colons, braces and blanks')
    .default('sekisho'),
  SWEEP_EVERY: duration.default(30_000),
});

export interface EnforcerEnvironment {
  redisUrl: string;
  databaseUrl: string;
  clickhouse: { url: string; database: string };
  topic: string;
  http: { host: string; port: number };
  /** A file, or what stands in its place. */
  policy: { file: string | undefined; enforced: readonly string[]; staleAfterMs: number };
  /** Nothing for the dry run. */
  webhook: { url: string; secret: string } | undefined;
  queuePrefix: string;
  sweepEveryMs: number;
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
    policy: policyOf(read),
    webhook: webhookOf(read),
    queuePrefix: read.QUEUE_PREFIX,
    sweepEveryMs: read.SWEEP_EVERY,
  };
}

/** Two places that say who is barred would differ one day. */
function policyOf({
  POLICY_FILE: file,
  ENFORCE_SERVICES,
  STALE_AFTER,
}: z.infer<typeof SCHEMA>): EnforcerEnvironment['policy'] {
  const twice = Object.entries({ ENFORCE_SERVICES, STALE_AFTER }).flatMap(([name, value]) =>
    file !== undefined && value !== undefined
      ? [`${name} is set beside POLICY_FILE, which says that too; leave one out`]
      : [],
  );
  if (twice.length > 0) throw new EnvironmentError(twice);
  return { file, enforced: ENFORCE_SERVICES ?? [], staleAfterMs: STALE_AFTER ?? 900_000 };
}

function webhookOf({
  TARGET,
  WEBHOOK_URL: url,
  WEBHOOK_SECRET_FILE: secret,
}: z.infer<typeof SCHEMA>) {
  if (TARGET !== 'webhook') return undefined;
  if (url !== undefined && secret !== undefined) return { url, secret };
  throw new EnvironmentError([
    ...(url === undefined ? ['WEBHOOK_URL is not set; TARGET=webhook needs it'] : []),
    ...(secret === undefined ? ['WEBHOOK_SECRET_FILE is not set; TARGET=webhook needs it'] : []),
  ]);
}
