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
import { readTargetsFile, TargetsFileError, type TargetsSettings } from './targets/targets-file.ts';

const webUrl = z
  .string()
  .regex(/^https?:\/\/[^\s?#]+$/, 'write http://… or https://…, without a query')
  .transform((url) => url.replace(/\/+$/, ''));

// Nobody can be named in it: the signature says who asks.
const webhookUrl = webUrl.refine((url) => !url.includes('@'), 'write it without a user');

const targetsFile = z.string().transform((file, context) => {
  try {
    return readTargetsFile(file);
  } catch (error) {
    if (!(error instanceof TargetsFileError)) throw error;
    context.addIssue(error.message);
    return z.NEVER;
  }
});
const TARGET_VARIABLES = {
  TARGET: z.enum(['dry-run', 'webhook'], 'write dry-run or webhook').default('dry-run'),
  TARGETS_FILE: targetsFile.optional(),
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
  POLICY_FILE: z.string().min(1).optional(),
  ENFORCE_SERVICES: listOf('services').optional(),
  STALE_AFTER: duration.optional(),
  ...TARGET_VARIABLES,
  QUEUE_PREFIX: z
    .string()
    .regex(/^[^:{}\s]+$/, 'write a prefix without colons, braces and blanks')
    .default('sekisho'),
  SWEEP_EVERY: duration.default(30_000),
  NOTICES_FILE: z.string().optional(),
  HEARTBEAT_URL: webUrl.optional(),
  HEARTBEAT_EVERY: duration.default(60_000),
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
  /** Instead of one target for all. */
  targets: TargetsSettings | undefined;
  queuePrefix: string;
  sweepEveryMs: number;
  /** Nothing: nobody is told. */
  noticesFile: string | undefined;
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
    policy: policyOf(read),
    webhook: webhookOf(read),
    targets: read.TARGETS_FILE,
    queuePrefix: read.QUEUE_PREFIX,
    sweepEveryMs: read.SWEEP_EVERY,
    noticesFile: read.NOTICES_FILE,
    heartbeat:
      read.HEARTBEAT_URL === undefined
        ? undefined
        : { url: read.HEARTBEAT_URL, everyMs: read.HEARTBEAT_EVERY },
  };
}

/** Where an enforcer would bar; neither is the dry run. @throws EnvironmentError */
export function readTarget(
  env: EnvironmentVariables,
): Pick<EnforcerEnvironment, 'webhook' | 'targets'> {
  const read = readEnvironment(z.object(TARGET_VARIABLES), env);
  return { webhook: webhookOf(read), targets: read.TARGETS_FILE };
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
  TARGETS_FILE,
  WEBHOOK_URL: url,
  WEBHOOK_SECRET_FILE: secret,
}: Pick<z.infer<typeof SCHEMA>, keyof typeof TARGET_VARIABLES>): EnforcerEnvironment['webhook'] {
  if (TARGETS_FILE !== undefined) {
    if (TARGET === 'dry-run' && url === undefined) return undefined;
    throw new EnvironmentError([
      'TARGETS_FILE is set, and TARGET or WEBHOOK_URL too: write the webhook into the file, or leave the file out',
    ]);
  }
  if (TARGET !== 'webhook') return undefined;
  if (url !== undefined && secret !== undefined) return { url, secret };
  throw new EnvironmentError([
    ...(url === undefined ? ['WEBHOOK_URL is not set; TARGET=webhook needs it'] : []),
    ...(secret === undefined ? ['WEBHOOK_SECRET_FILE is not set; TARGET=webhook needs it'] : []),
  ]);
}
