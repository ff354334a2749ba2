import { startConsumer, startProducer } from '@sekisho/kafka';
import { QUEUE } from '@sekisho/restrictions';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { eventually } from '../../support/eventually.ts';
import { Service } from '../../support/service.ts';
import type { BenchServers, BenchStream } from './bench-servers.ts';
import { report, seconds } from './figures.ts';

const PARTITIONS = 12;
/** Rows stand at so many offsets of a partition; the topic has as many records. */
const OFFSETS = 200;
const CALLS_OF_AN_ATTACK = 30;

/** Start of the process → first decision, with so much to read back; and what a subscriber costs. */
export async function restart(
  servers: BenchServers,
  rows: number,
  subscribers: number,
): Promise<void> {
  const stream = await servers.open(PARTITIONS);
  const idle = await memoryOf(stream);
  await fillStore(stream, rows, subscribers);
  await advanceTopic(servers, stream.topic);
  const startedAt = performance.now();
  const starting = Service.start('detector', stream.env);
  const producer = await startProducer({ brokers: servers.brokers, clientId: 'bench' });
  await producer.send(stream.topic, attack());
  await firstJob(servers.redisUrl, stream);
  const ms = performance.now() - startedAt;
  const detector = await starting;
  const bytes = ((await detector.metric('process_resident_memory_bytes')) - idle) / subscribers;
  const rebuild = await detector.metric('rebuild_seconds');
  report(
    `restart → first decision, ${(rows / 1e6).toFixed(0)} M journal rows, ${(subscribers / 1e6).toFixed(1)} M subscribers`,
    seconds(ms),
    `of it rebuild ${rebuild.toFixed(1)} s`,
    `${Math.round(bytes)} bytes a subscriber (${(rows / subscribers).toFixed(0)} calls each)`,
  );
  await producer.stop();
  await detector.stop();
  await stream.engine.command(`drop database ${stream.topic}`);
  await stream.engine.close();
}

/** Memory of a detector that has nothing to remember yet. */
async function memoryOf({ env }: BenchStream): Promise<number> {
  const detector = await Service.start('detector', {
    ...env,
    KAFKA_GROUP: `${env['KAFKA_GROUP']}-0`,
  });
  const bytes = await detector.metric('process_resident_memory_bytes');
  await detector.stop();
  return bytes;
}

/** As a detector would have stored stops of one-minute calls of the last hours. */
async function fillStore({ engine, topic }: BenchStream, rows: number, subscribers: number) {
  const common = `
    '${topic}' as topic, number % ${PARTITIONS} as partition,
    intDiv(number, ${PARTITIONS}) % ${OFFSETS} as \`offset\`,
    concat('s', toString(number % ${subscribers})) as subscriber,
    toDateTime64(now() - 3600 - number % 250000, 3, 'UTC') as at,
    at - interval 1 minute as started_at, started_at as answered_at, at as ended_at,
    concat('c', toString(number)) as call_id, 'default' as source, 'default' as service,
    'stop' as event, 'outbound' as direction, 'originated' as leg_kind, 'international' as kind,
    'US' as iso2, '1' as prefix, now() as ingested_at`;
  const chunk = 1_000_000;
  for (let from = 0; from < rows; from += chunk) {
    const numbers = `numbers(${from}, ${Math.min(chunk, rows - from)})`;
    await engine.command(
      `insert into journal (topic, partition, \`offset\`, subscriber, at, started_at, answered_at,
         ended_at, call_id, source, service, event, direction, leg_kind, kind, iso2, prefix,
         ingested_at, country_key, class, talk_ms, cost_milli_yen)
       select ${common}, 'US', 'country', 60000, 9000 from ${numbers}`,
    );
    await engine.command(
      `insert into cdr (topic, partition, \`offset\`, subscriber, at, started_at, answered_at,
         ended_at, call_id, source, service, event, direction, leg_kind, kind, iso2, prefix,
         ingested_at, duration_sec, cost_jpy, cost_source)
       select ${common}, 60, 9, 'deck' from ${numbers}`,
    );
  }
}

/** Gives the topic the records that the rows claim to be of, all committed. */
async function advanceTopic({ brokers }: BenchServers, topic: string): Promise<void> {
  const producer = await startProducer({ brokers, clientId: 'bench' });
  const reached = new Map<number, number>();
  const done = Promise.withResolvers<void>();
  const consumer = await startConsumer(
    { brokers, clientId: 'bench', group: topic, topic },
    {
      onRevoke: () => undefined,
      onAssign: async () => undefined,
      onBatch: async ({ partition, records }) => {
        reached.set(partition, records.at(-1)!.offset + 1);
        const isAll = [...reached.values()].every((next) => next >= OFFSETS);
        if (reached.size === PARTITIONS && isAll) done.resolve();
      },
      onFailure: done.reject,
    },
  );
  const keys = Array.from({ length: OFFSETS * PARTITIONS * 2 }, (_, i) => String(i));
  await producer.send(
    topic,
    keys.map((key) => ({ key, value: null })),
  );
  await done.promise;
  await consumer.commit(reached);
  await consumer.stop();
  await producer.stop();
}

function attack() {
  const now = Date.now();
  return Array.from({ length: CALLS_OF_AN_ATTACK }, (_, n) => ({
    key: 'attacked',
    value: JSON.stringify({
      callId: `a${n}`,
      subscriber: 'attacked',
      called: `0102246012${String(n).padStart(4, '0')}`,
      answeredAt: now - 1_200_000,
      endedAt: now,
    }),
  }));
}

async function firstJob(redisUrl: string, { env }: BenchStream): Promise<void> {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const queue = new Queue(QUEUE, { connection, prefix: env['QUEUE_PREFIX']! });
  await eventually(async () => (await queue.getWaitingCount()) > 0, 600_000);
  await queue.close();
  connection.disconnect();
}
