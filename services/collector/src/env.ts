import {
  duration,
  type EnvironmentVariables,
  listOf,
  port,
  readEnvironment,
  secretFile,
} from '@sekisho/runtime';
import { z } from 'zod';
import { parseClients, RadiusClientsError } from './radius/clients.ts';
import { parseWatch, WatchSyntaxError } from './watch/watched-directory.ts';

const MIB = 1_048_576;
const SHORTEST_TOKEN = 16;

const bytes = z
  .string()
  .regex(/^[1-9]\d{0,11}$/, 'write a number of bytes')
  .transform(Number);

const tokens = secretFile(SHORTEST_TOKEN)
  .transform((text) => text.split(/\r?\n/).map((line) => line.trim()))
  .transform((lines) => lines.filter((line) => line !== ''))
  .refine(
    (lines) => lines.every((line) => line.length >= SHORTEST_TOKEN && !/\s/.test(line)),
    `write one token a line, at least ${SHORTEST_TOKEN} characters, no blanks`,
  );

const watched = z.string().transform((text, context) => {
  try {
    return parseWatch(text);
  } catch (error) {
    if (!(error instanceof WatchSyntaxError)) throw error;
    context.addIssue(error.message);
    return z.NEVER;
  }
});

const radiusClients = secretFile(1).transform((text, context) => {
  try {
    return parseClients(text);
  } catch (error) {
    if (!(error instanceof RadiusClientsError)) throw error;
    context.addIssue(error.message);
    return z.NEVER;
  }
});

const variables = z
  .object({
    KAFKA_BROKERS: listOf('host:port'),
    KAFKA_TOPIC: z.string().default('cdr'),
    HTTP_HOST: z.string().default('127.0.0.1'),
    HTTP_PORT: port.prefault('8081'),
    COLLECTOR_TOKEN_FILE: tokens,
    MAX_BODY_BYTES: bytes.prefault(String(8 * MIB)),
    MAX_PENDING_BYTES: bytes.prefault(String(64 * MIB)),
    RADIUS_SECRET_FILE: radiusClients.optional(),
    RADIUS_HOST: z.string().default('127.0.0.1'),
    RADIUS_PORT: port.prefault('1813'),
    RADIUS_SOURCE: z.string().min(1).max(64, 'write at most 64 characters').default('radius'),
    WATCH: watched.optional(),
    WATCH_SETTLED: duration.prefault('2s'),
    STATE_DIR: z.string().optional(),
    DIRECTORY_FILE: z.string().optional(),
    DATABASE_URL: z.url('write postgresql://user:password@host:port/database').optional(),
    DIAL_PLAN: z.string().default('jp'),
  })
  .refine((read) => (read.WATCH === undefined) === (read.STATE_DIR === undefined), {
    path: ['STATE_DIR'],
    message: 'belongs together with WATCH: set both or none',
    when: isRead('WATCH', 'STATE_DIR'),
  })
  .refine((read) => read.DIRECTORY_FILE === undefined || read.DATABASE_URL === undefined, {
    path: ['DIRECTORY_FILE'],
    message: 'is set, and DATABASE_URL too: leave one out, the directory is read from one place',
    when: isRead('DATABASE_URL'),
  })
  .refine((read) => read.MAX_PENDING_BYTES >= read.MAX_BODY_BYTES, {
    path: ['MAX_PENDING_BYTES'],
    message: 'is smaller than MAX_BODY_BYTES: no such body could ever be taken',
    when: isRead('MAX_BODY_BYTES', 'MAX_PENDING_BYTES'),
  });

/** Two variables are compared when each is right by itself, whatever is wrong with others. */
function isRead(...names: readonly string[]) {
  return ({ issues }: z.core.ParsePayload) =>
    !issues.some((issue) => names.includes(String(issue.path?.[0])));
}

export type CollectorSettings = z.infer<typeof variables>;

/** @throws EnvironmentError with every problem */
export function readCollectorEnvironment(env: EnvironmentVariables): CollectorSettings {
  return readEnvironment(variables, env);
}
