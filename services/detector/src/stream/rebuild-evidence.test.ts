import { loadRuleSet } from '@sekisho/reference';
import type { AlertVersion } from '@sekisho/rules';
import type { SimulationOptions } from '@sekisho/simulator';
import { expect, it } from 'vitest';
import { Partition } from '../partition.ts';
import { alertVersionRow } from '../store-rows.ts';
import { inOrder, partitionParts, storeOutcome, takeRecord } from '../testing/partition-parts.ts';
import { scratchStore } from '../testing/scratch-store.ts';
import { FOUR_DAYS, simulatedDirectory, simulatedRecords } from '../testing/simulated-traffic.ts';
import { rebuild } from './rebuild.ts';

const shared = {
  ...partitionParts(),
  ruleSet: loadRuleSet(),
  directory: simulatedDirectory(FOUR_DAYS),
};
const scratch = scratchStore();

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

const STARTS_TOO: SimulationOptions = { ...FOUR_DAYS, startEvents: true };

it.each([
  ['stops alone', FOUR_DAYS, 0.35],
  ['stops alone', FOUR_DAYS, 0.6],
  ['stops alone', FOUR_DAYS, 0.85],
  ['starts too', STARTS_TOO, 0.5],
])('weighs as before what comes after records of %s', async (_, traffic, share) => {
  const all = simulatedRecords(traffic);
  const done = Math.round(share * all.length);
  const topic = `cut-${done}`;
  const live = partitionOf(topic, 0);
  for (const decoded of all.slice(0, done)) {
    storeOutcome(scratch.store, takeRecord(live.partition, decoded));
  }
  const { position } = live.partition;
  for (const version of live.versions)
    scratch.store.appendAlertVersion(alertVersionRow(version, position, shared.numbering.versions));
  await scratch.store.flush();
  const rebuilt = partitionOf(topic, done);
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
