import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCdr } from '@sekisho/cdr/testing';
import {
  type Engine,
  migrate,
  openEmbeddedEngine,
  openStore,
  type Store,
} from '@sekisho/clickhouse';
import { createDirectory } from '@sekisho/ledger';
import { loadNumbering, loadRuleSet } from '@sekisho/reference';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCounters } from '../counters.ts';
import { numberKey } from '../number-key.ts';
import { createParties } from '../parties.ts';
import { Partition } from '../partition.ts';
import { isJournalled, journalRow } from '../store-rows.ts';
import { rebuild } from './rebuild.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const now = Date.now();
const BRITAIN = '010442071234567';
const FRANCE = '01033142685300';
const topic = 'days';
const key = numberKey('ab');
const numbering = loadNumbering();
const directory = createDirectory([]);
const shared = {
  numbering,
  ruleSet: loadRuleSet(),
  directory,
  numberKey: key,
  partyOf: createParties(numbering, key),
  counters: createCounters(),
  topic,
  partition: 0,
  isComplete: true,
};

let engine: Engine;
let store: Store;
const folder = mkdtempSync(join(tmpdir(), 'sekisho-days-'));

beforeAll(async () => {
  engine = await openEmbeddedEngine({ path: folder });
  await migrate(engine);
  store = await openStore(engine);
});

afterAll(async () => {
  await store.close();
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

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
      store.appendProfileDay({ ...position, subscriber, day: day * DAY, profile });
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
    if (isStored) {
      store.appendCdr(outcome.row);
      if (isJournalled(outcome)) store.appendJournal(journalRow(outcome));
    }
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
  await store.flush();
  const days = await engine.query(`select distinct p.day from profile_day as p`);
  expect(days.length).toBeGreaterThanOrEqual(10);
  const { offset } = live.partition.position;
  const rebuilt = partitionOf(offset, false);
  const options = { ...shared, engine, positions: new Map([[0, offset]]) };
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
