import { afterEach, expect, test } from 'vitest';
import { makeScratchTopic, type ScratchTopic, testBrokers } from '../test/scratch-topic.ts';
import { withAdmin } from './admin.ts';
import { describeTopic } from './describe-topic.ts';
import { ensureTopics } from './ensure-topics.ts';
import { endOffsets } from './offsets.ts';
import { startProducer } from './producer.ts';

const brokers = testBrokers();
const scratch: ScratchTopic[] = [];

async function scratchTopic(partitions: number): Promise<ScratchTopic> {
  const made = await makeScratchTopic(partitions);
  scratch.push(made);
  return made;
}

afterEach(async () => {
  for (const { remove } of scratch.splice(0)) await remove();
});

test('a topic keeps its id, and gets another one when it is made anew', async () => {
  const { topic, remove } = await scratchTopic(3);
  const before = await describeTopic(brokers, topic);
  expect(before).toEqual({ topicId: expect.stringMatching(/^[\w-]{22}$/), partitions: 3 });
  expect(await describeTopic(brokers, topic)).toEqual(before);
  await remove();
  await expect(describeTopic(brokers, topic)).rejects.toMatchObject({ code: 'topic-missing' });
  await ensureTopics(brokers, [{ topic, partitions: 3 }]);
  const after = await describeTopic(brokers, topic);
  expect(after.partitions).toBe(3);
  expect(after.topicId).not.toBe(before.topicId);
});

test('the id is the one that Kafka assigns, not that of another topic', async () => {
  const [one, other] = [await scratchTopic(1), await scratchTopic(60)];
  const ids = [await describeTopic(brokers, one.topic), await describeTopic(brokers, other.topic)];
  expect(ids[0]?.topicId).not.toBe(ids[1]?.topicId);
  expect(ids[1]?.partitions).toBe(60);
});

test('a broker that is gone is passed over', async () => {
  const { topic } = await scratchTopic(1);
  const found = await describeTopic(['127.0.0.1:1', ...brokers], topic);
  expect(found.partitions).toBe(1);
  await expect(describeTopic(['127.0.0.1:1'], topic)).rejects.toMatchObject({
    code: 'unreachable',
  });
});

test('topics are made once, with their settings, and then left alone', async () => {
  const { topic } = await scratchTopic(2);
  const sibling = `${topic}-compacted`;
  scratch.push({
    topic: sibling,
    group: '',
    remove: () => withAdmin(brokers, (admin) => admin.deleteTopics({ topics: [sibling] })),
  });
  const wanted = [
    { topic, partitions: 2 },
    { topic: sibling, partitions: 5, replicas: 1, config: { 'cleanup.policy': 'compact' } },
  ];
  await ensureTopics(brokers, wanted);
  const before = await describeTopic(brokers, sibling);
  await Promise.all([ensureTopics(brokers, wanted), ensureTopics(brokers, wanted)]);
  expect(await describeTopic(brokers, sibling)).toEqual(before);
  expect(await settingOf(sibling, 'cleanup.policy')).toBe('compact');
});

test('topics made by two at once are made once', async () => {
  const { topic } = await scratchTopic(1);
  const names = Array.from({ length: 4 }, (_, at) => `${topic}-${at}`);
  for (const name of names) {
    scratch.push({
      topic: name,
      group: '',
      remove: () => withAdmin(brokers, (admin) => admin.deleteTopics({ topics: [name] })),
    });
  }
  const wanted = names.map((name) => ({ topic: name, partitions: 2 }));
  await Promise.all([ensureTopics(brokers, wanted), ensureTopics(brokers, wanted)]);
  for (const name of names) expect((await describeTopic(brokers, name)).partitions).toBe(2);
});

test('another number of partitions is an error, and nothing is changed', async () => {
  const { topic } = await scratchTopic(2);
  const differing = ensureTopics(brokers, [{ topic, partitions: 4 }]);
  await expect(differing).rejects.toMatchObject({
    code: 'topic-differs',
    message: `${topic} has 2 partitions, not 4`,
  });
  expect((await describeTopic(brokers, topic)).partitions).toBe(2);
});

test('offsets run from the earliest record kept to the next one', async () => {
  const { topic } = await scratchTopic(2);
  expect(await endOffsets(brokers, topic)).toEqual(
    new Map([
      [0, { low: 0, high: 0 }],
      [1, { low: 0, high: 0 }],
    ]),
  );
  const producer = await startProducer({ brokers, clientId: 'test' });
  await producer.send(topic, [{ key: 'a', value: '1' }]);
  await producer.stop();
  const ranges = [...(await endOffsets(brokers, topic)).values()];
  expect(ranges.map(({ high }) => high).toSorted()).toEqual([0, 1]);
  await expect(endOffsets(brokers, `${topic}-none`)).rejects.toMatchObject({
    code: 'topic-missing',
  });
});

async function settingOf(topic: string, name: string): Promise<string | undefined> {
  const TOPIC = 2;
  const { resources } = await withAdmin(brokers, (admin) =>
    admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: TOPIC, name: topic, configNames: [name] }],
    }),
  );
  return resources[0]?.configEntries[0]?.configValue;
}
