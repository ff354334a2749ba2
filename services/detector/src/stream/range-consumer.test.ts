import { loadRuleSet } from '@sekisho/reference';
import { caseRulesOf, type RangeCall } from '@sekisho/rules';
import { createLog } from '@sekisho/runtime';
import { describe, expect, it } from 'vitest';
import { scratchStore } from '../testing/scratch-store.ts';
import { createRangeCases } from './range-cases.ts';
import { RangeConsumer } from './range-consumer.ts';

const MINUTE = 60_000;
const NOW = Date.now();
const scratch = scratchStore();

/** Victims call one range, an hour apart; then homes call one number of another. */
function calls(): RangeCall[] {
  const victims = Array.from({ length: 9 }, (_, i) => ({
    key: '22460112',
    subscriber: `v${i}`,
    at: NOW - 900 * MINUTE + i * 60 * MINUTE,
    number: 100 + i,
    suspicion: 1.5,
    novel: 1,
  }));
  const homes = Array.from({ length: 24 }, (_, i) => ({
    key: '44208160',
    subscriber: `h${i}`,
    at: NOW - 60 * MINUTE + i * MINUTE,
    number: 2 ** 51 + 7,
    suspicion: 0,
    novel: 1,
  }));
  return [...victims, ...homes];
}

function batchOf(all: readonly RangeCall[], partition: number) {
  const records = all.map((call, offset) => ({
    key: Buffer.from(call.key),
    value: Buffer.from(JSON.stringify(call)),
    offset,
    timestamp: NOW,
    headers: {},
  }));
  return { topic: 'cdr.leg', partition, records, endOffset: records.length };
}

async function consumerOf(topic: string): Promise<RangeConsumer> {
  const consumer = new RangeConsumer({
    // Heat has its own tests; what is published here is read by nobody.
    producer: { send: () => Promise.resolve() } as never,
    topic,
    heats: { isNews: () => false },
    cases: createRangeCases(scratch.engine, scratch.store, topic, Date.now),
    caseRules: caseRulesOf(loadRuleSet()),
    log: createLog('detector', 'silent'),
    onFailure: (error) => {
      throw error;
    },
  });
  await consumer.onAssign({ partitions: [{ partition: 3, committed: null }] } as never);
  return consumer;
}

/** Each step that was stored of a topic, once. */
function stored(topic: string) {
  return scratch.engine.query<Record<string, unknown>>(
    `select * except (case_id, ingested_at, topic) from destination_case_version as v final
      where topic = {topic:String} order by kind, step`,
    { topic: `${topic}.leg` },
  );
}

function ids(topic: string) {
  return scratch.engine.query<{ id: string }>(
    `select distinct case_id as id from destination_case_version where topic = {topic:String}`,
    { topic: `${topic}.leg` },
  );
}

describe('destination cases of a range stage', () => {
  it('are stored with the call behind each step, and name numbers by their hashes', async () => {
    await (await consumerOf('whole')).onBatch(batchOf(calls(), 3) as never);
    const steps = await stored('whole');
    expect(steps.filter(({ step }) => step === 1)).toMatchObject([
      { kind: 'hotline', destination: '44208160', partition: 3, hotlines: ['8000000000007'] },
      { kind: 'attacked', destination: '22460112', callers: 3, barred: 3, offset: 2 },
    ]);
    const asked = await scratch.engine.query(
      `select kind, prefix, callers, suspected from destination_case where case_id in (
         select case_id from destination_case_version where topic = 'whole.leg') order by kind`,
    );
    expect(asked).toMatchObject([
      { kind: 'hotline', prefix: '44208160', suspected: 0 },
      { kind: 'attacked', prefix: '22460112' },
    ]);
  });

  it.each([4, 6, 20])(
    'are the same when it is killed after %i calls and reads all again',
    async (cut) => {
      const topic = `killed-${cut}`;
      await (await consumerOf(topic)).onBatch(batchOf(calls().slice(0, cut), 3) as never);
      await (await consumerOf(topic)).onBatch(batchOf(calls(), 3) as never);
      expect(await stored(topic)).toEqual(await stored('whole'));
      expect(await ids(topic)).toHaveLength(2);
    },
  );

  it('are the same when the topic no longer reaches back to their beginning', async () => {
    const topic = 'short';
    await (await consumerOf(topic)).onBatch(batchOf(calls().slice(0, 9), 3) as never);
    await (await consumerOf(topic)).onBatch(batchOf(calls().slice(5), 3) as never);
    expect(await ids(topic)).toHaveLength(2);
  });
});
