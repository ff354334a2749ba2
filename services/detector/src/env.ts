import {
  type EnvironmentVariables,
  listOf,
  port,
  readEnvironment,
  secretFile,
} from '@sekisho/runtime';
import { z } from 'zod';

const schema = z
  .object({
    KAFKA_BROKERS: listOf('host:port'),
    KAFKA_TOPIC: z.string().default('cdr'),
    KAFKA_GROUP: z.string().default('sekisho'),
    CLICKHOUSE_URL: z.url('write http://host:port'),
    CLICKHOUSE_DATABASE: z.string().default('sekisho'),
    REDIS_URL: z.url('write redis://host:port'),
    QUEUE_PREFIX: z.string().default('sekisho'),
    SEKISHO_KEY_FILE: secretFile(64).refine(
      (secret) => /^[0-9a-f]{64}$/.test(secret),
      'the file holds no key of 64 hex digits; make one, or restore it from your backup',
    ),
    HTTP_HOST: z.string().default('127.0.0.1'),
    HTTP_PORT: port.default(8082),
    RULES_FILE: z.string().optional(),
    /** Tried beside them, without effect. */
    CANDIDATE_RULES_FILE: z.string().optional(),
    RATES_FILE: z.string().optional(),
    DIAL_PLAN: z.string().optional(),
    DIRECTORY_FILE: z.string().optional(),
    DATABASE_URL: z.url('write postgresql://user:password@host:port/database').optional(),
    /** MiB of rows that wait for a store that is gone; reading waits above it. */
    MAX_PENDING_MIB: z
      .string()
      .regex(/^[1-9]\d{0,5}$/, 'write a number of MiB')
      .transform(Number)
      .default(512),
  })
  .refine((read) => read.DIRECTORY_FILE === undefined || read.DATABASE_URL === undefined, {
    path: ['DIRECTORY_FILE'],
    message: 'is set, and DATABASE_URL too: leave one out, the directory is read from one place',
  });

export type DetectorEnvironment = z.infer<typeof schema>;

/** @throws EnvironmentError naming every variable that is missing or wrong */
export function readDetectorEnvironment(env: EnvironmentVariables): DetectorEnvironment {
  return readEnvironment(schema, env);
}
