import kafkajs from 'kafkajs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startMember } from '../test/recorded-member.ts';
import { makeScratchTopic, type ScratchTopic, testBrokers } from '../test/scratch-topic.ts';
import { startConsumer } from './consumer.ts';
import { type Producer, startProducer } from './producer.ts';

const brokers = testBrokers();
const WAIT = { timeout: 20_000, interval: 20 };
let scratch: ScratchTopic;
let producer: Producer;

beforeEach(async () => {
  scratch = await makeScratchTopic(4);
  producer = await startProducer({ brokers, clientId: 'test' });
});

afterEach(async () => {
  await producer.stop();
  await scratch.remove();
});

/** `count` messages over 20 keys, each with its number in the order of its key. */
async function produce(count: number, from = 0): Promise<void> {
  const messages = Array.from({ length: count }, (_, at) => ({
    key: `key-${(from + at) % 20}`,
    value: String(from + at),
  }));
  await producer.send(scratch.topic, messages);
}

test('all records come, a key’s in its order, with what they carry', async () => {
  const before = Date.now();
  await produce(5000);
  const member = await startMember(scratch);
  await expect.poll(() => member.records.length, WAIT).toBe(5000);
  const perKey = Map.groupBy(member.records, ({ key }) => String(key));
  expect(perKey.size).toBe(20);
  for (const records of perKey.values()) {
    const numbers = records.map(({ value }) => Number(value));
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  }
  expect(new Set(member.records.map(({ partition }) => partition)).size).toBe(4);
  expect(member.records.every(({ timestamp }) => timestamp >= before)).toBe(true);
  expect(member.assignments).toEqual([
    {
      partitions: [0, 1, 2, 3].map((partition) => ({ partition, committed: null })),
      isContinuous: false,
    },
  ]);
  await member.consumer.stop();
});

test('a record without key or value is delivered', async () => {
  await producer.send(scratch.topic, [
    { key: 'k', value: null },
    { key: null, value: 'v' },
    { key: null, value: null },
  ]);
  const member = await startMember(scratch);
  await expect.poll(() => member.records.length, WAIT).toBe(3);
  const seen = member.records.map(({ key, value }) => [key && `${key}`, value && `${value}`]);
  expect(seen).toEqual(
    expect.arrayContaining([
      ['k', null],
      [null, 'v'],
      [null, null],
    ]),
  );
  await member.consumer.stop();
});

test('after a commit it goes on there; what was not committed comes again', async () => {
  await produce(1000);
  const first = await startMember(scratch);
  await expect.poll(() => first.records.length, WAIT).toBe(1000);
  await first.commit();
  await produce(200, 1000);
  await expect.poll(() => first.records.length, WAIT).toBe(1200);
  await first.consumer.stop();
  const second = await startMember(scratch);
  await expect.poll(() => second.records.length, WAIT).toBe(200);
  const committed = second.assignments[0]?.partitions.map((one) => one.committed ?? 0);
  expect(committed?.reduce((sum, offset) => sum + offset, 0)).toBe(1000);
  const numbers = second.records.map(({ value }) => Number(value));
  expect(Math.min(...numbers)).toBe(1000);
  await second.consumer.stop();
});

test('of a batch that is paused for, nothing more comes until it is resumed', async () => {
  const member = await startMember(scratch);
  await expect.poll(() => member.assignments.length, WAIT).toBe(1);
  member.consumer.pause();
  await produce(100);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(member.records).toEqual([]);
  expect(member.consumer.isConnected).toBe(true);
  member.consumer.resume();
  await expect.poll(() => member.records.length, WAIT).toBe(100);
  await member.consumer.stop();
});

test('marks of transactions and aborted records are passed over', async () => {
  const client = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  const transactional = client.producer({
    transactionalId: scratch.topic,
    maxInFlightRequests: 1,
    idempotent: true,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
  });
  await transactional.connect();
  const member = await startMember(scratch);
  for (let round = 0; round < 3; round++) {
    for (const end of ['commit', 'abort'] as const) {
      const transaction = await transactional.transaction();
      const message = { partition: 0, value: `${end}-${round}` };
      await transaction.send({ topic: scratch.topic, messages: [message] });
      await transaction[end]();
    }
    // Now the last that the consumer finds is nothing but a mark.
    await new Promise((resolve) => setTimeout(resolve, 400));
  }
  await transactional.disconnect();
  await expect.poll(() => member.records.length, WAIT).toBe(3);
  await produce(40);
  await expect.poll(() => member.records.length, WAIT).toBe(43);
  const written = member.records.slice(0, 3).map(({ value }) => String(value));
  expect(written).toEqual(['commit-0', 'commit-1', 'commit-2']);
  await member.consumer.stop();
});

test('a batch that takes longer than the session loses nothing', async () => {
  const onBatch = vi.fn(() => new Promise<void>((resolve) => setTimeout(resolve, 8000)));
  await producer.send(scratch.topic, [{ key: 'k', value: 'v' }]);
  const member = await startMember({ ...scratch, sessionTimeoutMs: 6000 }, { onBatch });
  await expect.poll(() => member.records.length, WAIT).toBe(1);
  await member.commit();
  expect(member.revocations).toBe(0);
  expect(onBatch).toHaveBeenCalledTimes(1);
  await member.consumer.stop();
});

test('a take-over that takes longer than the session loses nothing, and no batch comes before', async () => {
  await produce(100);
  const onAssign = () => new Promise<void>((resolve) => setTimeout(resolve, 8000));
  const member = await startMember({ ...scratch, sessionTimeoutMs: 6000 }, { onAssign });
  await expect.poll(() => member.records.length, WAIT).toBe(100);
  expect(member.assignments.length).toBe(1);
  expect(member.revocations).toBe(0);
  const [assigned, batch] = [member.events[0]!, member.events[1]!];
  expect(batch.at - assigned.at).toBeGreaterThan(7900);
  await member.consumer.stop();
});

test('an error of the handler stops the consumer for good, and is told', async () => {
  await produce(100);
  const cause = new Error('no more');
  const onBatch = vi.fn(() => Promise.reject(cause));
  const member = await startMember(scratch, { onBatch });
  await expect.poll(() => member.events.at(-1)?.kind, WAIT).toBe('failure');
  expect(member.events.at(-1)).toMatchObject({ error: { code: 'failed', cause } });
  expect(member.revocations).toBe(1);
  await member.consumer.stop();
  expect(onBatch).toHaveBeenCalledTimes(1);
  expect(member.consumer.isConnected).toBe(false);
});

test('a topic that lacks is told at once', async () => {
  const handlers = {
    onRevoke: () => undefined,
    onAssign: async () => undefined,
    onBatch: async () => undefined,
    onFailure: () => undefined,
  };
  const options = { brokers, clientId: 'test', group: 'none', topic: `${scratch.topic}-none` };
  await expect(startConsumer(options, handlers)).rejects.toMatchObject({ code: 'topic-missing' });
  const gone = { ...options, brokers: ['127.0.0.1:1'] };
  await expect(startConsumer(gone, handlers)).rejects.toMatchObject({ code: 'unreachable' });
});
