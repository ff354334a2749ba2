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
import type { AlertVersion, DestinationCaseVersion } from '@sekisho/rules';
import {
  directory as directoryOf,
  type SimulationOptions,
  simulate,
  toLine,
} from '@sekisho/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCallSources } from '../call-sources.ts';
import { createCounters } from '../counters.ts';
import { numberKey } from '../number-key.ts';
import { createParties } from '../parties.ts';
import { Partition } from '../partition.ts';
import { alertVersionRow, destinationCaseRow, isJournalled, journalRow } from '../store-rows.ts';
import { rebuild } from './rebuild.ts';

// A week, at whose end many homes call one hotline and many victims a few ranges.
const TRAFFIC: SimulationOptions = {
  seed: 13,
  start: Date.UTC(2026, 7, 2, 15),
  days: 8,
  subscribers: 1200,
  attacks: ['many-victims'],
  cases: ['shared-hotline'],
  startEvents: false,
};
const numbering = loadNumbering();
const key = numberKey('ab');
const shared = {
  numbering,
  ruleSet: loadRuleSet(),
  directory: parseDirectory([...directoryOf(TRAFFIC), ''].join('\n'), 'directory.csv'),
  numberKey: key,
  sourceOf: createCallSources(loadAddressCountries()),
  partyOf: createParties(numbering, key),
  counters: createCounters(),
  partition: 0,
  isComplete: true,
};

let engine: Engine;
let store: Store;
const folder = mkdtempSync(join(tmpdir(), 'sekisho-rebuild-cases-'));

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

/** A partition, what was shown of its destination cases, and at which offset. */
function partitionAt(offset: number) {
  const alerts: AlertVersion[] = [];
  const shown: { version: DestinationCaseVersion; offset: number }[] = [];
  const partition = new Partition({
    ...shared,
    topic: 'week',
    offset,
    onVersion: (version) => alerts.push(version),
    onCase: (version, { position }) => shown.push({ version, offset: position.offset }),
  });
  partition.position.ingestedAt = Date.now();
  return { partition, alerts, shown };
}

function take({ enrich, score, position }: Partition, decoded: Decoded) {
  if (decoded.outcome !== 'ok') throw new Error(decoded.outcome);
  const outcome = enrich(decoded.cdr, position);
  if (outcome.outcome === 'ok') score(outcome);
  position.offset++;
  return outcome;
}

type Shown = readonly { version: DestinationCaseVersion }[];

/** Which destinations are cases. Others' heat may come to be told a record later, and so may they. */
function destinations(shown: Shown): Set<string> {
  return new Set(shown.map(({ version: { kind, key } }) => `${kind} ${key}`));
}

function stepsByCase(shown: Shown): Map<string, number[]> {
  const steps = new Map<string, number[]>();
  for (const { version } of shown)
    steps.set(version.caseId, [...(steps.get(version.caseId) ?? []), version.step]);
  return steps;
}

it('goes on with each case as if it had never been interrupted', async () => {
  const all = [...simulate(TRAFFIC)].map(({ record }) => {
    const line = Buffer.from(toLine(record));
    return decodeNdjsonLine(line, 0, line.length, Number.POSITIVE_INFINITY);
  });
  const whole = partitionAt(0);
  for (const decoded of all) take(whole.partition, decoded);
  const steps = whole.shown;
  // Between the first and the last step of the cases, where both kinds are open.
  const done = steps[Math.floor(steps.length / 2)]!.offset + 1;

  const live = partitionAt(0);
  for (const decoded of all.slice(0, done)) {
    const outcome = take(live.partition, decoded);
    if (outcome.outcome !== 'ok') continue;
    store.appendCdr(outcome.row);
    if (isJournalled(outcome)) store.appendJournal(journalRow(outcome));
  }
  const { position } = live.partition;
  for (const version of live.alerts)
    store.appendAlertVersion(alertVersionRow(version, position, numbering.versions));
  for (const { version, offset } of live.shown)
    store.appendDestinationCase(destinationCaseRow(version, { ...position, offset }));
  await store.flush();

  const rebuilt = partitionAt(done);
  await rebuild({
    ...shared,
    engine,
    topic: 'week',
    positions: new Map([[0, done]]),
    partitions: new Map([[0, rebuilt.partition]]),
    signal: AbortSignal.timeout(60_000),
  });
  expect(rebuilt.shown).toEqual([]);
  for (const decoded of all.slice(done)) take(rebuilt.partition, decoded);
  expect(live.shown.length).toBeGreaterThan(0);
  expect(rebuilt.shown.length).toBeGreaterThan(0);
  const both = [...live.shown, ...rebuilt.shown];
  expect(destinations(both)).toEqual(destinations(steps));
  const opened = new Set(live.shown.map(({ version }) => version.caseId));
  const cutAt = Math.max(...live.shown.map(({ version }) => version.openedAt));
  for (const { version } of rebuilt.shown)
    if (version.openedAt <= cutAt) expect(opened).toContain(version.caseId);
  for (const [id, numbers] of stepsByCase(both))
    expect({ id, numbers }).toEqual({ id, numbers: numbers.map((_, i) => i + 1) });
}, 120_000);
