import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startMember } from '../test/recorded-member.ts';
import { makeScratchTopic, type ScratchTopic, testBrokers } from '../test/scratch-topic.ts';
import { endOffsets } from './offsets.ts';
import { type Producer, startProducer } from './producer.ts';

const brokers = testBrokers();
const WAIT = { timeout: 20_000, interval: 20 };
let scratch: ScratchTopic;
let producer: Producer;

beforeEach(async () => {
  scratch = await makeScratchTopic(3);
  producer = await startProducer({ brokers, clientId: 'test' });
});

afterEach(async () => {
  await producer.stop();
  await scratch.remove();
});

test('sends at the same time keep the order of each key', async () => {
  const sends = Array.from({ length: 400 }, (_, at) =>
    producer.send(scratch.topic, [{ key: `key-${at % 7}`, value: String(at) }]),
  );
  await Promise.all(sends);
  const member = await startMember(scratch);
  await expect.poll(() => member.records.length, WAIT).toBe(400);
  for (const records of Map.groupBy(member.records, ({ key }) => String(key)).values()) {
    const numbers = records.map(({ value }) => Number(value));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
  await member.consumer.stop();
});

test('a send larger than a request is written whole', async () => {
  const value = 'x'.repeat(30_000);
  const messages = Array.from({ length: 200 }, (_, at) => ({ key: 'one', value: `${at}${value}` }));
  await producer.send(scratch.topic, messages);
  const highs = [...(await endOffsets(brokers, scratch.topic)).values()].map(({ high }) => high);
  expect(highs.toSorted((a, b) => a - b)).toEqual([0, 0, 200]);
});

test('one message that is too large fails alone', async () => {
  const sends = await Promise.allSettled([
    producer.send(scratch.topic, [{ key: 'a', value: '1' }]),
    producer.send(scratch.topic, [{ key: 'a', value: 'x'.repeat(2_000_000) }]),
    producer.send(scratch.topic, [{ key: 'a', value: '2' }]),
  ]);
  expect(sends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(sends[1]).toMatchObject({ reason: { code: 'too-large' } });
});

// The hashes are those of Kafka's own test of its Utils.murmur2.
test.each([
  ['21', -973_932_308],
  ['foobar', -790_332_482],
  ['a-little-bit-long-string', -985_981_536],
  ['a-little-bit-longer-string', -1_486_304_829],
  ['abc', 479_470_107],
])('the key %s lies where Java’s producer puts it', async (key, hash) => {
  await producer.send(scratch.topic, [{ key, value: '1' }]);
  const ranges = [...(await endOffsets(brokers, scratch.topic))];
  const written = ranges.filter(([, { high }]) => high > 0).map(([partition]) => partition);
  expect(written).toEqual([(hash & 0x7fffffff) % 3]);
});

test('a topic that lacks is told as such, and holds up no other', async () => {
  const missing = producer.send(`${scratch.topic}-none`, [{ key: 'a', value: '1' }]);
  const failed = expect(missing).rejects.toMatchObject({ code: 'topic-missing' });
  await producer.send(scratch.topic, [{ key: 'a', value: '1' }]);
  await failed;
});

test('without a broker it does not start', async () => {
  const starting = startProducer({ brokers: ['127.0.0.1:1'], clientId: 'test' });
  await expect(starting).rejects.toMatchObject({ code: 'unreachable' });
});

test('nothing is said on standard error, and the process ends by itself', () => {
  const source = `
    import { startConsumer, startProducer } from ${JSON.stringify(new URL('./index.ts', import.meta.url))};
    const brokers = ${JSON.stringify(brokers)};
    const producer = await startProducer({ brokers, clientId: 'quiet' });
    await producer.send(${JSON.stringify(scratch.topic)}, [{ key: null, value: 'v' }]);
    const came = Promise.withResolvers();
    const consumer = await startConsumer(
      { brokers, clientId: 'quiet', group: ${JSON.stringify(scratch.group)}, topic: ${JSON.stringify(scratch.topic)} },
      { onRevoke() {}, async onAssign() {}, async onBatch() { came.resolve() }, onFailure: came.reject },
    );
    await came.promise;
    await new Promise((resolve) => setTimeout(resolve, 300));
    await consumer.stop();
    await producer.stop();
  `;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect({ stderr: run.stderr, stdout: run.stdout, status: run.status }).toEqual({
    stderr: '',
    stdout: '',
    status: 0,
  });
});
