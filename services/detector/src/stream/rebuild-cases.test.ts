import { loadRuleSet } from '@sekisho/reference';
import type { AlertVersion, DestinationCaseVersion } from '@sekisho/rules';
import { expect, it } from 'vitest';
import { Partition } from '../partition.ts';
import { alertVersionRow, destinationCaseRow } from '../store-rows.ts';
import { inOrder, partitionParts, storeOutcome, takeRecord } from '../testing/partition-parts.ts';
import { scratchStore } from '../testing/scratch-store.ts';
import {
  simulatedDirectory,
  simulatedRecords,
  WEEK_OF_CASES,
} from '../testing/simulated-traffic.ts';
import { rebuild } from './rebuild.ts';

const shared = {
  ...partitionParts(),
  ruleSet: loadRuleSet(),
  directory: simulatedDirectory(WEEK_OF_CASES),
};
const scratch = scratchStore();

/** A partition, what was shown of its alerts and destination cases, and of these at which offset. */
function partitionAt(topic: string, offset: number) {
  const alerts: AlertVersion[] = [];
  const shown: { version: DestinationCaseVersion; offset: number }[] = [];
  const partition = new Partition({
    ...shared,
    topic,
    offset,
    onVersion: (version) => alerts.push(version),
    onCase: (version, { position }) => shown.push({ version, offset: position.offset }),
  });
  partition.position.ingestedAt = Date.now();
  return { partition, alerts, shown };
}

const stops = simulatedRecords(WEEK_OF_CASES);
const starts = simulatedRecords({ ...WEEK_OF_CASES, startEvents: true, interims: true });

// Between the first and the last step of the cases, where both kinds are open.
it.each([
  ['stops alone', stops, 0.25],
  ['stops alone', stops, 0.5],
  ['stops alone', stops, 0.75],
  ['starts and interims too', starts, 0.5],
])('goes on with each case as if it had never been interrupted: %s, %#', async (_, all, share) => {
  const topic = `${all.length} ${share}`;
  const whole = partitionAt(topic, 0);
  for (const decoded of all) takeRecord(whole.partition, decoded);
  const done = whole.shown[Math.floor(share * whole.shown.length)]!.offset + 1;

  const live = partitionAt(topic, 0);
  for (const decoded of all.slice(0, done))
    storeOutcome(scratch.store, takeRecord(live.partition, decoded));
  await storeDecisions(live);

  const rebuilt = partitionAt(topic, done);
  await rebuild({
    ...shared,
    engine: scratch.engine,
    topic,
    positions: new Map([[0, done]]),
    partitions: new Map([[0, rebuilt.partition]]),
    signal: AbortSignal.timeout(60_000),
  });
  expect(rebuilt.shown).toEqual([]);
  for (const decoded of all.slice(done)) takeRecord(rebuilt.partition, decoded);

  expect(live.shown.length).toBeGreaterThan(0);
  expect(rebuilt.shown.length).toBeGreaterThan(0);
  expect([...live.shown, ...rebuilt.shown]).toEqual(whole.shown);
  expect(inOrder([...live.alerts, ...rebuilt.alerts])).toEqual(inOrder(whole.alerts));
});

async function storeDecisions({ partition, alerts, shown }: ReturnType<typeof partitionAt>) {
  const { position } = partition;
  const { store } = scratch;
  for (const version of alerts)
    store.appendAlertVersion(alertVersionRow(version, position, shared.numbering.versions));
  for (const { version, offset } of shown)
    store.appendDestinationCase(destinationCaseRow(version, { ...position, offset }));
  await store.flush();
}
