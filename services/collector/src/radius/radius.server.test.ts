import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTopics } from '@sekisho/kafka';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CollectorProcess, startCollector } from '../testing/collector-process.ts';
import { readTopic } from '../testing/read-topic.ts';
import { encodeRequest, TestGateway } from './testing.ts';

const SECRET = 'a-secret-for-tests';
const REQUESTS = 250;

let folder: string;
let topic: string;
let brokers: string[];
let env: Record<string, string>;
const running: CollectorProcess[] = [];

beforeEach(async () => {
  const named = process.env['KAFKA_BROKERS'];
  if (!named) throw new Error('KAFKA_BROKERS is not set: these tests need a Kafka');
  brokers = named.split(',');
  topic = `test-${randomBytes(6).toString('hex')}`;
  await ensureTopics(brokers, [
    { topic, partitions: 1 },
    { topic: `${topic}.rejected`, partitions: 1 },
  ]);
  folder = await mkdtemp(join(tmpdir(), 'sekisho-radius-'));
  await writeFile(join(folder, 'token'), 'a-token-of-the-test');
  await writeFile(join(folder, 'clients'), `127.0.0.0/8 ${SECRET}\n`);
  env = {
    KAFKA_BROKERS: named,
    KAFKA_TOPIC: topic,
    COLLECTOR_TOKEN_FILE: join(folder, 'token'),
    RADIUS_SECRET_FILE: join(folder, 'clients'),
    RADIUS_PORT: '0',
  };
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((collector) => collector.kill('SIGKILL')));
  await rm(folder, { recursive: true });
});

async function start() {
  const collector = await startCollector(env);
  running.push(collector);
  const gateway = await TestGateway.open(collector.radiusPort ?? 0);
  return { collector, gateway };
}

function request(identifier: number): Buffer {
  const now = Math.floor(Date.now() / 1000);
  const attributes: Parameters<typeof encodeRequest>[0] = [
    [40, 2],
    [44, `call-${identifier}@x`],
    [1, '0312345678'],
    [30, '010442079460000'],
    [46, 60],
    [55, now],
  ];
  return encodeRequest(attributes, SECRET, identifier);
}

it('answers what is in Kafka and nothing else, over a kill', async () => {
  const requests = Array.from({ length: REQUESTS }, (_, i) => request(i));
  const first = await start();
  for (const each of requests) await first.gateway.send(each);
  await first.gateway.waitFor(1);
  await first.collector.kill('SIGKILL');
  const answered = new Set(first.gateway.answers.map((answer) => answer[1] as number));
  first.gateway.close();

  const idsOf = (records: readonly { value: Buffer | null }[]) =>
    new Set(records.map(({ value }) => (JSON.parse(String(value)) as { callId: string }).callId));
  const isAll = (ids: Iterable<number>) => (records: Parameters<typeof idsOf>[0]) => {
    const written = idsOf(records);
    return [...ids].every((id) => written.has(`call-${id}@x`));
  };
  await readTopic(brokers, topic, isAll(answered));

  const second = await start();
  for (const [id, each] of requests.entries()) {
    if (!answered.has(id)) await second.gateway.send(each);
  }
  await second.gateway.waitFor(REQUESTS - answered.size, 10_000);
  expect(second.gateway.answers).toHaveLength(REQUESTS - answered.size);
  second.gateway.close();
  await readTopic(brokers, topic, isAll(requests.keys()));
  expect(await second.collector.kill('SIGTERM')).toBe(0);
});
