import kafkajs from 'kafkajs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RecordedMember, startMember } from '../test/recorded-member.ts';
import { makeScratchTopic, type ScratchTopic, testBrokers } from '../test/scratch-topic.ts';

const WAIT = { timeout: 30_000, interval: 20 };
const PARTITIONS = 12;
const ALL = Array.from({ length: PARTITIONS }, (_, at) => at);
let scratch: ScratchTopic;

beforeEach(async () => {
  scratch = await makeScratchTopic(PARTITIONS);
});

afterEach(async () => {
  await scratch.remove();
});

function ownedBy(member: RecordedMember): number[] {
  return member.assignments.at(-1)?.partitions.map(({ partition }) => partition) ?? [];
}

/** Waits until the members share all partitions evenly. Returns what each has. */
async function settled(...members: readonly RecordedMember[]): Promise<number[][]> {
  const even = members.map(() => PARTITIONS / members.length);
  await expect.poll(() => members.map((member) => ownedBy(member).length), WAIT).toEqual(even);
  const owned = members.map(ownedBy);
  expect(owned.flat().toSorted((a, b) => a - b)).toEqual(ALL);
  return owned;
}

test('one who joins takes only its share; when it leaves, that comes back', async () => {
  const first = await startMember(scratch);
  await settled(first);
  const second = await startMember(scratch);
  const [ofFirst, ofSecond] = await settled(first, second);
  expect(first.assignments.at(-1)?.isContinuous).toBe(true);
  const third = await startMember(scratch);
  const shares = await settled(first, second, third);
  expect(new Set(shares[0]).isSubsetOf(new Set(ofFirst))).toBe(true);
  expect(new Set(shares[1]).isSubsetOf(new Set(ofSecond))).toBe(true);
  await first.consumer.stop();
  const left = await settled(second, third);
  expect(new Set(shares[1]).isSubsetOf(new Set(left[0]))).toBe(true);
  expect(new Set(shares[2]).isSubsetOf(new Set(left[1]))).toBe(true);
  expect(third.assignments.at(-1)?.isContinuous).toBe(true);
  await second.consumer.stop();
  await settled(third);
  expect(third.assignments.at(-1)?.isContinuous).toBe(true);
  expect(third.assignments[0]?.isContinuous).toBe(false);
  await third.consumer.stop();
});

test('a member that knows only the round robin can join and leave', async () => {
  const ours = await startMember(scratch);
  await settled(ours);
  const brokers = [...testBrokers()];
  const client = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING });
  const older = client.consumer({ groupId: scratch.group });
  const joins: { protocol: string | null; count: number }[] = [];
  older.on(older.events.GROUP_JOIN, ({ payload: { groupProtocol, memberAssignment } }) => {
    const count = memberAssignment[scratch.topic]?.length ?? 0;
    joins.push({ protocol: groupProtocol, count });
  });
  await older.connect();
  await older.subscribe({ topic: scratch.topic });
  await older.run({ eachBatch: async () => undefined });
  const half = { protocol: 'RoundRobinAssigner', count: PARTITIONS / 2 };
  await expect.poll(() => joins.at(-1), WAIT).toEqual(half);
  await expect.poll(() => ownedBy(ours).length, WAIT).toBe(PARTITIONS / 2);
  await older.disconnect();
  await settled(ours);
  expect(ours.assignments.at(-1)?.isContinuous).toBe(true);
  await ours.consumer.stop();
});
