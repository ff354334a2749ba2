import { migrate, openRemoteEngine } from '@sekisho/clickhouse';
import { ensureTopics } from '@sekisho/kafka';
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
  const topic = read.KAFKA_TOPIC;
  await ensureTopics(read.KAFKA_BROKERS, [
    { topic, partitions: read.KAFKA_PARTITIONS },
    { topic: `${topic}.rejected`, partitions: 1, config: { 'retention.ms': REJECTED_KEPT_MS } },
  ]);
  process.stdout.write('sekisho migrate done\n');
}

/** Rejected records hold full numbers: as long as full numbers are kept. */
const REJECTED_KEPT_MS = String(90 * 86_400_000);
