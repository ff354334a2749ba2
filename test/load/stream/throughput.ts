import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { benchPreset } from '@sekisho/simulator';
import { Kafka, logLevel } from 'kafkajs';
import { writeSimulation } from '../../../services/standalone/src/commands/simulate.ts';
import { eventually } from '../../support/eventually.ts';
import { lagOf } from '../../support/lag.ts';
import { Service } from '../../support/service.ts';
import { type BenchServers, fillTopic } from './bench-servers.ts';
import { perSecond, report, seconds } from './figures.ts';

const PARTITIONS = 12;
const LINES_PER_SEND = 5000;

/** Kafka → stored and committed, beside a consumer that only parses. */
export async function throughput(servers: BenchServers, records: number): Promise<void> {
  const { brokers } = servers;
  const { topic, engine, env } = await servers.open(PARTITIONS);
  await fillTopic(brokers, topic, linesOf(trafficOf(records)));
  const before = await parseAlone(brokers, topic, records);
  const startedAt = performance.now();
  const detector = await Service.start('detector', env);
  const readyAt = performance.now();
  await eventually(async () => (await detector.metric('records_total')) > 0, 60_000);
  const firstAt = performance.now();
  const already = await detector.metric('records_total');
  await eventually(async () => (await lagOf(brokers, topic, topic)) === 0, 600_000);
  const ms = performance.now() - firstAt;
  await detector.stop();
  const after = await parseAlone(brokers, topic, records);
  const [stored] = await engine.query<{ rows: string }>(
    'select toString(count()) as rows from cdr',
  );
  await engine.close();
  const reference = (before + after) / 2;
  report(
    'kafkajs eachBatch and JSON.parse alone, before and after',
    perSecond(records, before),
    perSecond(records, after),
  );
  report(
    'Kafka → stored and committed',
    perSecond(records - already, ms),
    `ratio ${(((records - already) / ms) * (reference / records)).toFixed(2)}`,
    `${stored?.rows} of ${records} records stored`,
  );
  report('start of the process → ready', seconds(readyAt - startedAt));
}

/** In ms. */
async function parseAlone(
  brokers: readonly string[],
  topic: string,
  records: number,
): Promise<number> {
  const kafka = new Kafka({ brokers: [...brokers], clientId: 'bench', logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({
    groupId: `reference-${process.hrtime.bigint()}`,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const done = Promise.withResolvers<void>();
  let count = 0;
  let startedAt = 0;
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      startedAt ||= performance.now();
      for (const { value } of batch.messages) {
        JSON.parse(value!.toString());
        count++;
      }
      if (count === records) done.resolve();
    },
  });
  await done.promise;
  const ms = performance.now() - startedAt;
  await consumer.disconnect();
  return ms;
}

function trafficOf(records: number): string {
  const folder = fileURLToPath(new URL(`../../../bench-out/traffic-${records}`, import.meta.url));
  const file = `${folder}/cdrs.ndjson`;
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeSimulation(folder, benchPreset({ records, seed: 1 }));
  }
  return file;
}

async function* linesOf(file: string): AsyncGenerator<readonly string[]> {
  let lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (lines.push(line) < LINES_PER_SEND) continue;
    yield lines;
    lines = [];
  }
  yield lines;
}
