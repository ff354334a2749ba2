import { randomBytes } from 'node:crypto';
import { type InfraFolder, readOrMake } from './infra-folder.ts';
import type { Ports } from './ports.ts';

export type InfraEnvironment = Readonly<Record<string, string>>;

/** What services read; makes the key and the token at the first start. */
export function environmentOf(
  folder: InfraFolder,
  ports: Ports,
  databaseUrl: string,
): InfraEnvironment {
  const key = folder.in('number.key');
  const token = folder.in('collector.token');
  readOrMake(key, 0o600, () => `${randomBytes(32).toString('hex')}\n`);
  readOrMake(token, 0o600, () => `${randomBytes(32).toString('base64url')}\n`);
  return {
    KAFKA_BROKERS: `127.0.0.1:${ports.kafka}`,
    KAFKA_TOPIC: 'cdr',
    KAFKA_GROUP: 'sekisho',
    CLICKHOUSE_URL: `http://127.0.0.1:${ports.clickhouse}`,
    CLICKHOUSE_DATABASE: 'sekisho',
    REDIS_URL: `redis://127.0.0.1:${ports.redis}`,
    DATABASE_URL: databaseUrl,
    SEKISHO_KEY_FILE: key,
    COLLECTOR_TOKEN_FILE: token,
    INFRA_DIR: folder.path,
  };
}

/** For `eval` in any shell. */
export function exportLines(environment: InfraEnvironment): string {
  const lines = Object.entries(environment).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`,
  );
  return lines.join('');
}
