import { join } from 'node:path';
import { env } from 'node:process';
import { InfraError } from './errors.ts';

const PROJECT = join(import.meta.dirname, '..', '..');

/** `INFRA_DIR`: default `.infra` in the project. */
export function infraDir(): string {
  return env['INFRA_DIR'] || join(PROJECT, '.infra');
}

/** `KAFKA_PARTITIONS` of the topic `cdr`: default 48. */
export function kafkaPartitions(): number {
  const text = env['KAFKA_PARTITIONS'] || '48';
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InfraError('folder', `KAFKA_PARTITIONS: ${text} is not a number from 1 to 9999`);
}
