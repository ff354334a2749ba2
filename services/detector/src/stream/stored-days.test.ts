import { buildCdr } from '@sekisho/cdr/testing';
import { createDirectory } from '@sekisho/ledger';
import { loadRuleSet } from '@sekisho/reference';
import { expect, it } from 'vitest';
import { Partition } from '../partition.ts';
import { partitionParts, storeOutcome } from '../testing/partition-parts.ts';
import { scratchStore } from '../testing/scratch-store.ts';
import { rebuild } from './rebuild.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const now = Date.now();
const BRITAIN = '010442071234567';
const FRANCE = '01033142685300';
const topic = 'days';
const shared = {
  ...partitionParts(),
  ruleSet: loadRuleSet(),
  directory: createDirectory([]),
  topic,
};
const scratch = scratchStore();

function partitionOf(offset: number, isStored: boolean) {
  const assessed: string[] = [];
  const partition = new Partition({
    ...shared,
    offset,
    onVersion: () => undefined,
    onAssessed: ({ subscriber, points }) => {
      if (points > 0) assessed.push(`${subscriber} ${points.toFixed(1)}`);
    },
    onLearnedDay: (subscriber, day, learned, { position }) => {
      if (!isStored) return;
      const profile = JSON.stringify(learned);
      scratch.store.appendProfileDay({ ...position, subscriber, day: day * DAY, profile });
    },
  });
  const call = (subscriber: string, at: number, called: string) => {
    const { position } = partition;
    position.ingestedAt = at;
    const times = { at, startedAt: at - 5 * MINUTE, answeredAt: at - 5 * MINUTE, endedAt: at };
    const cdr = buildCdr({
      ...times,
      event: 'stop',
      subscriber,
      called,
      callId: `${subscriber}${at}`,
    });
    const outcome = partition.enrich({ ...cdr, durationMs: undefined }, position);
    if (outcome.outcome !== 'ok') throw new Error(outcome.outcome);
    partition.score(outcome);
    if (isStored) storeOutcome(scratch.store, outcome);
    position.offset++;
  };
  return { partition, call, assessed };
}

it('remembers whom a subscriber called long before what the journal fills in', async () => {
  const live = partitionOf(1, true);
  for (let days = 40; days >= 1; days--) {
    // One that calls Britain and is silent for weeks, one that calls France, and one at home.
    if (days >= 30) live.call('silent', now - days * DAY, BRITAIN);
    if (days >= 12 && days % 3 === 0) live.call('steady', now - days * DAY + MINUTE, FRANCE);
    live.call('home', now - days * DAY + 2 * MINUTE, '0312345678');
  }
  await scratch.store.flush();
  const days = await scratch.engine.query(`select distinct p.day from profile_day as p`);
  expect(days.length).toBeGreaterThanOrEqual(10);
  const { offset } = live.partition.position;
  const rebuilt = partitionOf(offset, false);
  const options = { ...shared, engine: scratch.engine, positions: new Map([[0, offset]]) };
  const signal = AbortSignal.timeout(60_000);
  await rebuild({ ...options, partitions: new Map([[0, rebuilt.partition]]), signal });
  live.assessed.length = 0;
  for (const { call } of [live, rebuilt]) {
    call('silent', now, BRITAIN);
    call('steady', now + MINUTE, FRANCE);
    call('silent', now + 2 * MINUTE, FRANCE);
  }
  expect(live.assessed.map((each) => each.split(' ')[0])).toEqual(['silent']);
  expect(rebuilt.assessed).toEqual(live.assessed);
});
