import { Kafka, type LogEntry, logLevel, type RetryOptions } from 'kafkajs';
import { quietIdleConnections } from './idle-connections.ts';
import { createSocketFactory } from './socket-factory.ts';

export type KafkaLog = (level: 'debug' | 'info' | 'warn' | 'error', message: string) => void;

export interface ClientOptions {
  brokers: readonly string[];
  clientId: string;
  retry: RetryOptions;
  log?: KafkaLog | undefined;
  /** Once aborted, no broker is looked for any more, and whatever still retries ends. */
  signal?: AbortSignal | undefined;
}

/** Above it a broker that stays silent counts as gone. */
const REQUEST_TIMEOUT_MS = 10_000;

const LEVELS = {
  [logLevel.DEBUG]: 'debug',
  [logLevel.INFO]: 'info',
  [logLevel.WARN]: 'warn',
  [logLevel.ERROR]: 'error',
  [logLevel.NOTHING]: 'debug',
} as const;

export function createClient({ brokers, clientId, retry, log, signal }: ClientOptions): Kafka {
  quietIdleConnections();
  return new Kafka({
    clientId,
    // The library cannot be told to stop retrying; that there is no broker at all it takes as final.
    brokers: () => (signal?.aborted ? [] : [...brokers]),
    socketFactory: createSocketFactory(),
    retry,
    connectionTimeout: 3000,
    requestTimeout: REQUEST_TIMEOUT_MS,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => log?.(LEVELS[entry.level], textOf(entry)),
  });
}

// No more of it: other fields of an entry may hold parts of records.
function textOf({ namespace, log }: LogEntry): string {
  const error: unknown = log['error'];
  return `${namespace}: ${log.message}${typeof error === 'string' ? `: ${error}` : ''}`;
}
