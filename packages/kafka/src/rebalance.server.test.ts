import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RecordedMember, startMember } from '../test/recorded-member.ts';
import { makeScratchTopic, type ScratchTopic, testBrokers } from '../test/scratch-topic.ts';
import { type Producer, startProducer } from './producer.ts';

const brokers = testBrokers();
const WAIT = { timeout: 30_000, interval: 20 };
const PARTITIONS = 6;
let scratch: ScratchTopic;
let producer: Producer;

beforeEach(async () => {
  scratch = await makeScratchTopic(PARTITIONS);
  producer = await startProducer({ brokers, clientId: 'test' });
});

afterEach(async () => {
  await producer.stop();
  await scratch.remove();
});

async function produce(from: number, count: number): Promise<void> {
  const messages = Array.from({ length: count }, (_, at) => ({
    key: `key-${at}`,
    value: `${from + at}`,
  }));
  await producer.send(scratch.topic, messages);
}

function ownedBy(member: RecordedMember): number[] {
  return member.assignments.at(-1)?.partitions.map(({ partition }) => partition) ?? [];
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

test('members join and leave: no record is lost, and nobody gets what another still acts on', async () => {
  const first = await startMember(scratch);
  await expect.poll(() => ownedBy(first).length, WAIT).toBe(PARTITIONS);
  let sent = 0;
  let isProducing = true;
  const producing = (async () => {
    while (isProducing) {
      await produce(sent, 60);
      sent += 60;
      await pause(20);
    }
  })();
  await pause(500);
  const second = await startMember(scratch);
  await expect.poll(() => ownedBy(second).length, WAIT).toBe(PARTITIONS / 2);
  await expect.poll(() => ownedBy(first).length, WAIT).toBe(PARTITIONS / 2);
  expect(first.assignments.at(-1)?.isContinuous).toBe(true);
  expect(second.assignments[0]?.isContinuous).toBe(false);
  expectToldInTime(first, second);
  await pause(500);
  await second.consumer.stop();
  await expect.poll(() => ownedBy(first).length, WAIT).toBe(PARTITIONS);
  expect(first.assignments.at(-1)?.isContinuous).toBe(true);
  isProducing = false;
  await producing;
  await expect.poll(() => numbersOf(first, second).size, WAIT).toBe(sent);
  expectEachLossToldOnce(first);
  await first.consumer.stop();
});

/** Before the second may act, the first has heard that it must not. */
function expectToldInTime(first: RecordedMember, second: RecordedMember): void {
  const revoked = first.events.find(({ kind }) => kind === 'revoke');
  const granted = second.events.find(({ kind }) => kind === 'assign');
  expect(revoked!.at).toBeLessThan(granted!.at);
}

/** Told and taken away by turns; between, only batches. */
function expectEachLossToldOnce({ events }: RecordedMember): void {
  const turns = events.filter(({ kind }) => kind !== 'batch').map(({ kind }) => kind);
  expect(turns.length).toBeGreaterThan(2);
  expect(turns).toEqual(turns.map((_, at) => (at % 2 === 0 ? 'assign' : 'revoke')));
}

function numbersOf(...members: readonly RecordedMember[]): Set<string> {
  return new Set(members.flatMap(({ records }) => records.map(({ value }) => String(value))));
}

test('a rebalance during a long batch is told at once, and waits for the batch', async () => {
  const batch = Promise.withResolvers<void>();
  let isFirstBatch = true;
  await produce(0, 600);
  const first = await startMember(scratch, {
    onBatch: async () => {
      if (!isFirstBatch) return;
      isFirstBatch = false;
      await batch.promise;
    },
  });
  await expect.poll(() => isFirstBatch, WAIT).toBe(false);
  const second = await startMember(scratch);
  await expect.poll(() => first.revocations, WAIT).toBe(1);
  await pause(1000);
  expect(second.assignments).toEqual([]);
  expect(first.assignments.length).toBe(1);
  batch.resolve();
  await expect.poll(() => first.assignments.length, WAIT).toBe(2);
  await expect.poll(() => second.assignments.length, WAIT).toBe(1);
  await expect.poll(() => numbersOf(first, second).size, WAIT).toBe(600);
  expect(new Set([...ownedBy(first), ...ownedBy(second)]).size).toBe(PARTITIONS);
  // What the long batch held was not committed, so its owner got it again, whoever that is.
  const first0 = first.events.find(({ kind }) => kind === 'batch');
  const held = first0?.kind === 'batch' ? String(first0.batch.records[0]?.value) : '';
  const times = [first, second].flatMap(({ records }) =>
    records.filter(({ value }) => String(value) === held),
  );
  expect(times.length).toBe(2);
  await Promise.all([first.consumer.stop(), second.consumer.stop()]);
});

test('a rebalance during a take-over: it is told, and the next one waits for the first', async () => {
  const runs: string[] = [];
  const slow = async () => {
    runs.push('begin');
    await pause(2500);
    runs.push('end');
  };
  const first = await startMember(scratch, { onAssign: slow });
  await expect.poll(() => first.assignments.length, WAIT).toBe(1);
  const second = await startMember(scratch);
  await expect.poll(() => second.assignments.length, WAIT).toBe(1);
  await expect.poll(() => runs.length, WAIT).toBe(4);
  expect(runs).toEqual(['begin', 'end', 'begin', 'end']);
  expect(first.events.map(({ kind }) => kind)).toEqual(['assign', 'revoke', 'assign']);
  expect(ownedBy(first).length).toBe(PARTITIONS / 2);
  await Promise.all([first.consumer.stop(), second.consumer.stop()]);
});

test('a commit after the loss is refused, also when it was not noticed', async () => {
  await produce(0, 60);
  const member = await startMember({ ...scratch, sessionTimeoutMs: 6000 });
  await expect.poll(() => member.records.length, WAIT).toBe(60);
  blockFor(8000);
  // Nothing else has run since: the broker alone knows that this member has been put out.
  expect(member.revocations).toBe(0);
  await expect(member.commit()).rejects.toMatchObject({ code: 'not-owner' });
  expect(member.revocations).toBe(1);
  await expect(member.commit()).rejects.toMatchObject({ code: 'not-owner' });
  await expect.poll(() => member.assignments.length, WAIT).toBe(2);
  expect(member.assignments[1]).toEqual({
    partitions: member.assignments[0]?.partitions,
    isContinuous: false,
  });
  await expect.poll(() => member.records.length, WAIT).toBe(120);
  await member.commit();
  expect(member.revocations).toBe(1);
  await member.consumer.stop();
});

test('a partition that is another’s cannot be committed', async () => {
  await produce(0, 60);
  const member = await startMember(scratch);
  await expect.poll(() => member.records.length, WAIT).toBe(60);
  const foreign = member.consumer.commit(new Map([[PARTITIONS, 1]]));
  await expect(foreign).rejects.toMatchObject({ code: 'not-owner' });
  expect(member.revocations).toBe(0);
  await member.commit();
  await member.consumer.stop();
});

test('one who leaves is not waited for', async () => {
  const first = await startMember({ ...scratch, sessionTimeoutMs: 30_000 });
  const second = await startMember({ ...scratch, sessionTimeoutMs: 30_000 });
  await expect.poll(() => ownedBy(second).length, WAIT).toBe(PARTITIONS / 2);
  const since = performance.now();
  await first.consumer.stop();
  await expect.poll(() => ownedBy(second).length, WAIT).toBe(PARTITIONS);
  expect(performance.now() - since).toBeLessThan(6000);
  await second.consumer.stop();
});

test('a member beyond the number of partitions has none, and steps in', async () => {
  const members: RecordedMember[] = [];
  for (let at = 0; at <= PARTITIONS; at++) members.push(await startMember(scratch));
  const owned = () => members.map((member) => ownedBy(member).length).toSorted();
  await expect.poll(owned, WAIT).toEqual([0, ...Array.from({ length: PARTITIONS }, () => 1)]);
  const busy = members.find((member) => ownedBy(member).length > 0)!;
  await busy.consumer.stop();
  const others = members.filter((member) => member !== busy);
  const left = () => others.map((member) => ownedBy(member).length);
  await expect.poll(left, WAIT).toEqual(Array.from({ length: PARTITIONS }, () => 1));
  await Promise.all(others.map(({ consumer }) => consumer.stop()));
});

function blockFor(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
