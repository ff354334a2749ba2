import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, migrate, openRemoteEngine } from '@sekisho/clickhouse';
import { type Infra, startInfra } from '@sekisho/infra';
import { ensureTopics, sekishoTopics, startProducer } from '@sekisho/kafka';
import { migrateLedger } from '@sekisho/ledger';
import { given } from '../../support/given.ts';

/** A topic, a database and a queue of one measurement's own. */
export interface BenchStream {
  topic: string;
  engine: Engine;
  /** For the services. */
  env: Readonly<Record<string, string>>;
}

/** Real servers of the bench's own, gone after it. */
export interface BenchServers {
  infra: Infra;
  brokers: readonly string[];
  redisUrl: string;
  databaseUrl: string;
  open(partitions: number): Promise<BenchStream>;
  stop(): Promise<void>;
}

export async function startBenchServers(): Promise<BenchServers> {
  const dir = mkdtempSync(join(tmpdir(), 'sekisho-bench-'));
  const infra = await startInfra({ dir, topics: [], tied: true });
  Object.assign(process.env, infra.environment);
  const brokers = given('KAFKA_BROKERS').split(',');
  const databaseUrl = given('DATABASE_URL');
  await migrateLedger(databaseUrl);
  return {
    infra,
    brokers,
    redisUrl: given('REDIS_URL'),
    databaseUrl,
    async open(partitions) {
      const topic = `b${randomBytes(4).toString('hex')}`;
      await ensureTopics(brokers, sekishoTopics(topic, partitions));
      const url = given('CLICKHOUSE_URL');
      const engine = await openRemoteEngine({ url, database: topic, requestTimeoutMs: 600_000 });
      await migrate(engine);
      const env = {
        KAFKA_TOPIC: topic,
        KAFKA_GROUP: topic,
        CLICKHOUSE_DATABASE: topic,
        QUEUE_PREFIX: topic,
      };
      return { topic, engine, env };
    },
    async stop() {
      await infra.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Writes records as fast as the broker takes them. */
export async function fillTopic(
  brokers: readonly string[],
  topic: string,
  lines: AsyncIterable<readonly string[]>,
): Promise<void> {
  const producer = await startProducer({ brokers, clientId: 'bench' });
  try {
    for await (const some of lines) {
      await producer.send(
        topic,
        some.map((value) => ({
          key: (JSON.parse(value) as { subscriber: string }).subscriber,
          value,
        })),
      );
    }
  } finally {
    await producer.stop();
  }
}
