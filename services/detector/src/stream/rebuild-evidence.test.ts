import type { Directory } from '@sekisho/ledger';
import { loadRuleSet } from '@sekisho/reference';
import type { AlertVersion } from '@sekisho/rules';
import { evaluationPreset, type SimulationOptions } from '@sekisho/simulator';
import { expect, it } from 'vitest';
import { Partition } from '../partition.ts';
import { alertVersionRow } from '../store-rows.ts';
import { inOrder, partitionParts, storeOutcome, takeRecord } from '../testing/partition-parts.ts';
import { scratchStore } from '../testing/scratch-store.ts';
import { FOUR_DAYS, simulatedDirectory, simulatedRecords } from '../testing/simulated-traffic.ts';
import { rebuild } from './rebuild.ts';

const parts = { ...partitionParts(), ruleSet: loadRuleSet() };
type Shared = typeof parts & { directory: Directory };
const scratch = scratchStore();

function partitionOf(shared: Shared, topic: string, offset: number) {
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

const STARTS_TOO: SimulationOptions = { ...FOUR_DAYS, startEvents: true };
// Records come twice, late, and behind others of their own subscriber.
const FAULTY: SimulationOptions = {
  ...evaluationPreset(31, { subscribers: 60, days: 4 }),
  startEvents: false,
  interims: false,
};

it.each([
  ['stops alone', FOUR_DAYS, 0.35],
  ['stops alone', FOUR_DAYS, 0.6],
  ['stops alone', FOUR_DAYS, 0.85],
  ['starts too', STARTS_TOO, 0.5],
  ['stops alone, on a feed with faults', FAULTY, 0.5],
])('weighs as before what comes after records of %s', async (_, traffic, share) => {
  const shared = { ...parts, directory: simulatedDirectory(traffic) };
  const all = simulatedRecords(traffic);
  const done = Math.round(share * all.length);
  const topic = `cut-${done}`;
  const live = partitionOf(shared, topic, 0);
  for (const decoded of all.slice(0, done)) {
    storeOutcome(scratch.store, takeRecord(live.partition, decoded));
  }
  const { position } = live.partition;
  for (const version of live.versions)
    scratch.store.appendAlertVersion(alertVersionRow(version, position, shared.numbering.versions));
  await scratch.store.flush();
  const rebuilt = partitionOf(shared, topic, done);
  await rebuild({
    ...shared,
    engine: scratch.engine,
    topic,
    positions: new Map([[0, done]]),
    partitions: new Map([[0, rebuilt.partition]]),
    signal: AbortSignal.timeout(60_000),
  });
  const [before, weighings] = [live.versions.length, live.assessed.length];
  for (const decoded of all.slice(done))
    for (const { partition } of [live, rebuilt]) takeRecord(partition, decoded);

  expect(rebuilt.assessed).toEqual(live.assessed.slice(weighings));
  expect(inOrder(rebuilt.versions)).toEqual(inOrder(live.versions.slice(before)));
  expect(before).toBeGreaterThan(0);
  expect(rebuilt.versions.length).toBeGreaterThan(0);
});
