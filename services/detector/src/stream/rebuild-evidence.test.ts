import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Decoded, decodeNdjsonLine } from '@sekisho/cdr';
import {
  type Engine,
  migrate,
  openEmbeddedEngine,
  openStore,
  type Store,
} from '@sekisho/clickhouse';
import { parseDirectory } from '@sekisho/ledger';
import { loadAddressCountries, loadNumbering, loadRuleSet } from '@sekisho/reference';
import type { AlertVersion } from '@sekisho/rules';
import { demoPreset, directory as directoryOf, simulate, toLine } from '@sekisho/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCallSources } from '../call-sources.ts';
import { createCounters } from '../counters.ts';
import { numberKey } from '../number-key.ts';
import { createParties } from '../parties.ts';
import { Partition } from '../partition.ts';
import { alertVersionRow, isJournalled, journalRow } from '../store-rows.ts';
import { rebuild } from './rebuild.ts';

// Stops alone: when timers of calls that are up had run between records is not known, and a barred
// run that went on by them may end some seconds earlier or later.
const TRAFFIC = { ...demoPreset(5), days: 4, subscribers: 200, startEvents: false };
const numbering = loadNumbering();
const directory = parseDirectory([...directoryOf(TRAFFIC), ''].join('\n'), 'directory.csv');
const key = numberKey('ab');
const shared = {
  numbering,
  ruleSet: loadRuleSet(),
  directory,
  numberKey: key,
  sourceOf: createCallSources(loadAddressCountries()),
  partyOf: createParties(numbering, key),
  counters: createCounters(),
  partition: 0,
  isComplete: true,
};

let engine: Engine;
let store: Store;
const folder = mkdtempSync(join(tmpdir(), 'sekisho-rebuild-evidence-'));

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

function records(): Decoded[] {
  return [...simulate(TRAFFIC)].map(({ record }) => {
    const line = Buffer.from(toLine(record));
    return decodeNdjsonLine(line, 0, line.length, Number.POSITIVE_INFINITY);
  });
}

function partitionOf(topic: string, offset: number) {
  const versions: AlertVersion[] = [];
  const onVersion = (version: AlertVersion) => versions.push(version);
  const assessed: string[] = [];
  const partition = new Partition({
    ...shared,
    topic,
    offset,
    onVersion,
    onAssessed: ({ subscriber, at, points }) => assessed.push(`${at} ${subscriber} ${points}`),
  });
  partition.position.ingestedAt = Date.now();
  return { partition, versions, assessed };
}

function take({ enrich, score, position }: Partition, decoded: Decoded) {
  if (decoded.outcome !== 'ok') throw new Error(decoded.outcome);
  const outcome = enrich(decoded.cdr, position);
  if (outcome.outcome === 'ok') score(outcome);
  position.offset++;
  return outcome;
}

// Of a restriction the store keeps when it was and till when, not the score that it was decided at.
function shown({ restriction, ...version }: AlertVersion) {
  return { ...version, until: restriction?.until };
}

it.each([0.35, 0.6, 0.85])('weighs as before what comes after %f of the records', async (share) => {
  const all = records();
  const done = Math.round(share * all.length);
  const topic = `cut-${done}`;
  const live = partitionOf(topic, 0);
  for (const decoded of all.slice(0, done)) {
    const outcome = take(live.partition, decoded);
    if (outcome.outcome !== 'ok') continue;
    store.appendCdr(outcome.row);
    if (isJournalled(outcome)) store.appendJournal(journalRow(outcome));
  }
  const { position } = live.partition;
  for (const version of live.versions)
    store.appendAlertVersion(alertVersionRow(version, position, numbering.versions));
  await store.flush();
  const rebuilt = partitionOf(topic, done);
  await rebuild({
    ...shared,
    engine,
    topic,
    positions: new Map([[0, done]]),
    partitions: new Map([[0, rebuilt.partition]]),
    signal: AbortSignal.timeout(60_000),
  });
  const [before, weighings] = [live.versions.length, live.assessed.length];
  for (const decoded of all.slice(done))
    for (const { partition } of [live, rebuilt]) take(partition, decoded);

  expect(rebuilt.assessed).toEqual(live.assessed.slice(weighings));
  expect(rebuilt.versions.map(shown)).toEqual(live.versions.slice(before).map(shown));
  expect(before).toBeGreaterThan(0);
  expect(rebuilt.versions.length).toBeGreaterThan(0);
});
