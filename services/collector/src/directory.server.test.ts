import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCdrJson } from '@sekisho/cdr/testing';
import { ensureTopics } from '@sekisho/kafka';
import { testDatabase } from '@sekisho/ledger/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type CollectorProcess, startCollector } from './testing/collector-process.ts';
import { readTopic } from './testing/read-topic.ts';

const TOKEN = 'a-token-of-the-test';
const AUTHORISED = { headers: { authorization: `Bearer ${TOKEN}` } };
const LINE = '0312340007';

const database = testDatabase();
const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
const topic = `test-${randomBytes(6).toString('hex')}`;
let folder: string;
let collector: CollectorProcess;

beforeEach(async () => {
  await ensureTopics(brokers, [
    { topic, partitions: 1 },
    { topic: `${topic}.rejected`, partitions: 1 },
  ]);
  folder = await mkdtemp(join(tmpdir(), 'sekisho-collector-'));
  await writeFile(join(folder, 'token'), TOKEN);
  collector = await startCollector({
    KAFKA_BROKERS: brokers.join(','),
    KAFKA_TOPIC: topic,
    COLLECTOR_TOKEN_FILE: join(folder, 'token'),
    DATABASE_URL: database.url,
  });
});
afterEach(async () => {
  await collector.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

const post = async (path: string, body: string) =>
  (await fetch(`${collector.url}${path}`, { method: 'POST', body, ...AUTHORISED })).status;
const send = (callId: string) =>
  post('/v1/cdrs', JSON.stringify(buildCdrJson({ callId, subscriber: null, line: LINE })));
const ask = async (path: string) =>
  (await fetch(`${collector.url}${path}`, AUTHORISED)).json() as Promise<unknown>;

it('finds subscribers by the ledger’s directory, follows it, and lists who it lacks', async () => {
  expect(await send('a')).toBe(202);
  await expect
    .poll(() => ask('/v1/directory/unknown-lines'), { timeout: 20_000 })
    .toMatchObject([{ line: LINE, records: 1 }]);

  const csv = `subscriber,lines,valid_from\nC7,${LINE},2020-01-01\n`;
  expect(await post('/v1/directory', csv)).toBe(200);
  expect(await ask('/v1/directory/unknown-lines')).toEqual([]);
  // No signal: it looks by itself.
  await expect
    .poll(
      async () => {
        await send(randomBytes(4).toString('hex'));
        const written = await readTopic(brokers, topic, ({ length }) => length >= 2);
        return String(written.at(-1)?.key);
      },
      { timeout: 20_000 },
    )
    .toBe('C7');
  const [first] = await readTopic(brokers, topic, ({ length }) => length >= 1);
  expect(String(first?.key)).toBe(`line:${LINE}`);
});
