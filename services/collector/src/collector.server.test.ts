import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildCdrJson } from '@sekisho/cdr/testing';
import { ensureTopics } from '@sekisho/kafka';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CollectorProcess, startCollector } from './testing/collector-process.ts';
import { readTopic } from './testing/read-topic.ts';

const PARTITIONS = 4;
const TOKEN = 'a-token-of-the-test';

let brokers: string[];
let topic: string;
let folder: string;
let env: Record<string, string>;
const running: CollectorProcess[] = [];

beforeEach(async () => {
  const named = process.env['KAFKA_BROKERS'];
  if (!named) throw new Error('KAFKA_BROKERS is not set: these tests need a Kafka');
  brokers = named.split(',');
  topic = `test-${randomBytes(6).toString('hex')}`;
  await ensureTopics(brokers, [
    { topic, partitions: PARTITIONS },
    { topic: `${topic}.rejected`, partitions: 1 },
  ]);
  folder = await mkdtemp(join(tmpdir(), 'sekisho-collector-'));
  await mkdir(join(folder, 'in'));
  await writeFile(join(folder, 'token'), TOKEN);
  await writeFile(join(folder, 'directory.csv'), 'subscriber,lines\nC7,0312340007\n');
  env = {
    KAFKA_BROKERS: named,
    KAFKA_TOPIC: topic,
    COLLECTOR_TOKEN_FILE: join(folder, 'token'),
    DIRECTORY_FILE: join(folder, 'directory.csv'),
  };
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((collector) => collector.kill('SIGKILL')));
  await rm(folder, { recursive: true });
});

async function start(more: Record<string, string> = {}): Promise<CollectorProcess> {
  const collector = await startCollector({ ...env, ...more });
  running.push(collector);
  return collector;
}

const record = (callId: string, overrides: Record<string, unknown> = {}) =>
  JSON.stringify(buildCdrJson({ callId, ...overrides }));

const post = ({ url }: CollectorProcess, body: string) =>
  fetch(`${url}/v1/cdrs`, { method: 'POST', body, headers: { authorization: `Bearer ${TOKEN}` } });

it('writes what is posted under its subscriber’s key, unchanged, and rejects apart', async () => {
  const collector = await start();
  const own = Array.from({ length: 200 }, (_, i) =>
    record(`c${i}`, { subscriber: `S${i % 20}`, note: 'not ours' }),
  );
  const ofLine = record('line', { subscriber: null, line: '0312340007' });
  const answer = await post(collector, [...own, ofLine, '{"broken', ''].join('\n'));
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({
    accepted: 201,
    rejected: [{ index: 201, reason: 'not-json', field: null }],
  });

  const written = await readTopic(brokers, topic, ({ length }) => length >= 201);
  const ofOwn = written.filter(({ key }) => String(key) !== 'C7');
  expect(ofOwn.map(({ value }) => String(value)).toSorted()).toEqual(own.toSorted());
  for (const { key, value } of written) {
    expect(String(key)).toBe(JSON.parse(String(value)).subscriber);
  }
  const partitions = Map.groupBy(written, ({ key }) => String(key));
  for (const records of partitions.values()) {
    expect(new Set(records.map(({ partition }) => partition)).size).toBe(1);
    const numbers = records.map(({ value }) => Number(JSON.parse(String(value)).callId.slice(1)));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
  expect(new Set(written.map(({ partition }) => partition)).size).toBe(PARTITIONS);
  const [rejected] = await readTopic(brokers, `${topic}.rejected`, ({ length }) => length >= 1);
  expect(String(rejected?.value)).toBe('{"broken');
});

it('takes in 8 MiB of one subscriber at once', async () => {
  const collector = await start();
  const lines: string[] = [];
  for (let bytes = 0, i = 0; ; i++) {
    const line = record(`c${i}`);
    bytes += line.length + 1;
    if (bytes > 8_388_608) break;
    lines.push(line);
  }
  const answer = await post(collector, lines.join('\n'));
  expect([answer.status, await answer.json()]).toEqual([
    202,
    { accepted: lines.length, rejected: [] },
  ]);
  const written = await readTopic(brokers, topic, ({ length }) => length >= lines.length);
  expect(written.map(({ value }) => String(value))).toEqual(lines);
});

it('reads the directory of subscribers again on SIGHUP, and stays with it when it is bad', async () => {
  const { DIRECTORY_FILE = '' } = env;
  const collector = await start();
  const ofLine = (callId: string) => record(callId, { subscriber: null, line: '0312340007' });
  const reload = async (text: string) => {
    await writeFile(DIRECTORY_FILE, text);
    void collector.kill('SIGHUP');
    await wait(500);
  };
  await post(collector, ofLine('a'));
  await reload('subscriber,lines\nC8,0312340007\n');
  await post(collector, ofLine('b'));
  await reload('nonsense\n');
  await post(collector, ofLine('c'));
  const written = await readTopic(brokers, topic, ({ length }) => length >= 3);
  const keys = Object.fromEntries(
    written.map(({ key, value }) => [JSON.parse(String(value)).callId, String(key)]),
  );
  expect(keys).toEqual({ a: 'C7', b: 'C8', c: 'C8' });
});

it('loses no record of a file when it is killed in the middle, and repeats few', async () => {
  const count = 40_000;
  const more = {
    WATCH: `${join(folder, 'in')}?source=pbx1`,
    WATCH_SETTLED: '200ms',
    STATE_DIR: join(folder, 'state'),
  };
  const part = join(folder, 'in', 'a.part');
  for (let i = 0; i < count; i += 1000) {
    const lines = Array.from({ length: 1000 }, (_, k) => record(`c${i + k}`, { source: '' }));
    await appendFile(part, `${lines.join('\n')}\n`);
  }
  const first = await start(more);
  await rename(part, join(folder, 'in', 'a'));
  await readTopic(brokers, topic, ({ length }) => length > count / 10);
  await first.kill('SIGKILL');
  const before = await readTopic(brokers, topic, ({ length }) => length > 0);
  await start(more);
  const idOf = ({ value }: { value: Buffer | null }) => JSON.parse(String(value)).callId as string;
  const written = await readTopic(
    brokers,
    topic,
    (records) => records.length >= count && new Set(records.map(idOf)).size === count,
  );
  expect(before.length).toBeLessThan(count);
  expect(written.every(({ value }) => JSON.parse(String(value)).source === 'pbx1')).toBe(true);
  expect(written.length).toBeLessThan(count * 1.9);
});

it('stops on SIGTERM, what is in flight is answered', async () => {
  const collector = await start();
  const answers = Array.from({ length: 20 }, (_, i) => post(collector, record(`c${i}`)));
  await Promise.race(answers);
  const began = performance.now();
  const code = await collector.kill('SIGTERM');
  expect([code, performance.now() - began < 9000]).toEqual([0, true]);
  const settled = await Promise.allSettled(answers);
  const taken = settled.filter((each) => each.status === 'fulfilled' && each.value.status === 202);
  const written = await readTopic(brokers, topic, ({ length }) => length >= taken.length);
  expect(written.length).toBeGreaterThanOrEqual(taken.length);
});
