import { migrate, openRemoteEngine } from '@sekisho/clickhouse';
import { ensureTopics, sekishoTopics } from '@sekisho/kafka';
import { migrateLedger } from '@sekisho/ledger';
import { type EnvironmentVariables, listOf, readEnvironment } from '@sekisho/runtime';
import { z } from 'zod';

const schema = z.object({
  CLICKHOUSE_URL: z.url('write http://host:port'),
  CLICKHOUSE_DATABASE: z.string().default('sekisho'),
  DATABASE_URL: z.url('write postgresql://user:password@host:port/database'),
  KAFKA_BROKERS: listOf('host:port'),
  KAFKA_TOPIC: z.string().default('cdr'),
  KAFKA_PARTITIONS: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'write a number from 1 to 9999')
    .transform(Number)
    .default(48),
});

/** Brings tables and topics up to date; may be run at any time, and by several at once. */
export async function runMigrate(env: EnvironmentVariables): Promise<void> {
  const read = readEnvironment(schema, env);
  const engine = await openRemoteEngine({
    url: read.CLICKHOUSE_URL,
    database: read.CLICKHOUSE_DATABASE,
  });
  try {
    await migrate(engine);
  } finally {
    await engine.close();
  }
  await migrateLedger(read.DATABASE_URL);
  await ensureTopics(read.KAFKA_BROKERS, sekishoTopics(read.KAFKA_TOPIC, read.KAFKA_PARTITIONS));
  process.stdout.write('sekisho migrate done\n');
}
