import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCdrJson } from '@sekisho/cdr/testing';
import { type Infra, startInfra } from '@sekisho/infra';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CollectorProcess, startCollector } from './testing/collector-process.ts';
import { readTopic } from './testing/read-topic.ts';

const TOKEN = 'a-token-of-the-test';
const topic = `test-${randomBytes(6).toString('hex')}`;

let folder: string;
/** Servers of its own: others need theirs. */
let infra: Infra;
let brokers: string;
let collector: CollectorProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sekisho-broker-'));
  await writeFile(join(folder, 'token'), TOKEN);
  const topics = [
    { topic, partitions: 2, config: {} },
    { topic: `${topic}.rejected`, partitions: 1, config: {} },
  ];
  infra = await startInfra({ dir: join(folder, 'infra'), tied: true, topics });
  brokers = infra.environment['KAFKA_BROKERS'] ?? '';
  collector = await startCollector({
    KAFKA_BROKERS: brokers,
    KAFKA_TOPIC: topic,
    COLLECTOR_TOKEN_FILE: join(folder, 'token'),
  });
});

afterAll(async () => {
  await collector?.kill('SIGKILL');
  await infra?.stop();
  await rm(folder, { recursive: true, force: true });
});

function post(callId: string): Promise<Response> {
  const body = JSON.stringify(buildCdrJson({ callId }));
  const headers = { authorization: `Bearer ${TOKEN}` };
  return fetch(`${collector.url}/v1/cdrs`, { method: 'POST', body, headers });
}

it('answers 503 while the broker is gone, and 202 when it is back', async () => {
  expect((await post('before')).status).toBe(202);
  await infra.servers.kafka.kill('SIGKILL');
  const began = performance.now();
  const answer = await post('while');
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  expect(performance.now() - began).toBeLessThan(8000);
  await infra.servers.kafka.start();
  await expect.poll(async () => (await post('after')).status, { timeout: 60_000 }).toBe(202);
  const written = await readTopic([brokers], topic, (records) =>
    ['before', 'after'].every((id) => records.some(({ value }) => String(value).includes(id))),
  );
  expect(written.length).toBeGreaterThanOrEqual(2);
});
