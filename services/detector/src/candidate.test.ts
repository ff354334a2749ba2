import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decoded } from '@sekisho/cdr';
import { DEFAULT_RULES, loadAddressCountries, loadRuleSet, readText } from '@sekisho/reference';
import { type AlertVersion, type RangeCall, RangeStage, type RuleSet } from '@sekisho/rules';
import { describe, expect, it } from 'vitest';
import { createCounters } from './counters.ts';
import { createDryRun } from './dry-run.ts';
import { Partition, type PartitionOptions } from './partition.ts';
import { alertVersionRow } from './store-rows.ts';
import { rebuild } from './stream/rebuild.ts';
import { inOrder, partitionParts, storeOutcome, takeRecord } from './testing/partition-parts.ts';
import { scratchStore } from './testing/scratch-store.ts';
import { FOUR_DAYS, simulatedDirectory, simulatedRecords } from './testing/simulated-traffic.ts';

const parts = { ...partitionParts(), directory: simulatedDirectory(FOUR_DAYS) };
const scratch = scratchStore();
const live = loadRuleSet();
const stricter = rulesWith('weights: default', 'weights: default\n  ask: 15\n  restrict: 25');

/** The rules that ship with one line of them otherwise. */
function rulesWith(line: string, replacement: string): RuleSet {
  const text = readText(DEFAULT_RULES);
  expect(text).toContain(line);
  const file = join(scratch.folder, 'stricter.yaml');
  writeFileSync(file, text.replace(line, replacement));
  return loadRuleSet(file);
}

type Changes = Partial<PartitionOptions>;

function partitionOf(candidateRuleSet: RuleSet | undefined, changes: Changes = {}) {
  const versions: AlertVersion[] = [];
  const tried: AlertVersion[] = [];
  const partition = new Partition({
    ...parts,
    ruleSet: live,
    candidateRuleSet,
    counters: createCounters(),
    topic: 'cdr',
    offset: 1,
    onVersion: (version) => versions.push(version),
    onCandidateVersion: (version) => tried.push(version),
    ...changes,
  });
  partition.position.ingestedAt = Date.now();
  return { partition, versions, tried };
}

function dryRunOf(ruleSet: RuleSet, all: readonly Decoded[]): AlertVersion[] {
  const versions: AlertVersion[] = [];
  const dryRun = createDryRun({
    ...parts,
    ruleSet,
    addressCountry: loadAddressCountries(),
    onVersion: (version) => versions.push(version),
    now: Date.now,
  });
  for (const decoded of all) if (decoded.outcome === 'ok') dryRun.take(decoded.cdr);
  dryRun.finish();
  return versions;
}

function restricted(versions: readonly AlertVersion[]): Set<string> {
  return new Set(versions.filter((v) => v.restriction !== null).map((v) => v.subscriber));
}

describe('a candidate beside the live rules', () => {
  const all = simulatedRecords(FOUR_DAYS);

  it.each([
    ['the live rules themselves', live],
    ['a stricter set', stricter],
  ])('decides what a dry run decides, and leaves the live rules alone: %s', (_, ruleSet) => {
    const { partition, versions, tried } = partitionOf(ruleSet);
    for (const decoded of all) takeRecord(partition, decoded);
    for (const scorer of partition.scorers) scorer.finish(partition.clock.now);
    expect(versions).toEqual(dryRunOf(live, all));
    expect(tried).toEqual(dryRunOf(ruleSet, all));
    const [now, then] = [restricted(versions), restricted(tried)];
    expect(now.size).toBeGreaterThan(0);
    expect(now.difference(then)).toEqual(new Set());
    expect(then.size > now.size).toBe(ruleSet === stricter);
  });

  // As where several detectors share what is known of ranges.
  it.each([
    ['the live rules themselves', live],
    ['a stricter set', stricter],
  ])('tells nobody of ranges, and is told what the live rules make of them: %s', (_, ruleSet) => {
    const run = (candidate: RuleSet | undefined) => {
      const calls: RangeCall[] = [];
      const stage = new RangeStage();
      const told = partitionOf(candidate, { onRangeCall: (call) => void calls.push(call) });
      let heated = 0;
      for (const decoded of all) {
        const before = calls.length;
        takeRecord(told.partition, decoded);
        for (const call of calls.slice(before)) {
          const heat = stage.observe(call);
          if (heat === undefined) continue;
          heated++;
          for (const scorer of told.partition.scorers) scorer.heat(heat, heat.at);
        }
      }
      return { ...told, calls, heated };
    };
    const [alone, beside] = [run(undefined), run(ruleSet)];
    expect(beside.heated).toBeGreaterThan(0);
    expect(beside.calls).toEqual(alone.calls);
    expect(beside.versions).toEqual(alone.versions);
    expect(alone.tried).toEqual([]);
    if (ruleSet === live) expect(beside.tried).toEqual(beside.versions);
    else expect(restricted(beside.tried).size).toBeGreaterThan(restricted(beside.versions).size);
  });

  it('judges by another set from the next record on, with the windows as they stand', () => {
    const half = Math.round(all.length / 2);
    const { partition, tried } = partitionOf(live);
    for (const decoded of all.slice(0, half)) takeRecord(partition, decoded);
    const before = tried.length;
    partition.candidate!.scorer.ruleSet = stricter;
    for (const decoded of all.slice(half)) takeRecord(partition, decoded);
    expect(new Set(tried.slice(0, before).map((v) => v.ruleSetVersion))).toEqual(
      new Set([live.version]),
    );
    expect(new Set(tried.slice(before).map((v) => v.ruleSetVersion))).toEqual(
      new Set([stricter.version]),
    );
    const later = dryRunOf(stricter, all).filter((v) => v.openedAt > tried[before - 1]!.at);
    expect(restricted(tried.slice(before)).intersection(restricted(later)).size).toBeGreaterThan(0);
  });

  it.each([0.35, 0.6, 0.85])(
    'rebuilt after %f of the records goes on as it would have',
    async (share) => {
      const done = Math.round(share * all.length);
      const topic = `cut-${done}`;
      const lasting = partitionOf(stricter, { topic });
      for (const decoded of all.slice(0, done)) {
        storeOutcome(scratch.store, takeRecord(lasting.partition, decoded));
      }
      const rowOf = (version: AlertVersion) =>
        alertVersionRow(version, lasting.partition.position, parts.numbering.versions);
      const { store } = scratch;
      for (const version of lasting.versions) store.appendAlertVersion(rowOf(version));
      for (const version of lasting.tried) store.appendCandidateVersion(rowOf(version));
      await store.flush();
      const rebuilt = partitionOf(stricter, { topic, offset: done + 1 });
      await rebuild({
        ...parts,
        engine: scratch.engine,
        topic,
        positions: new Map([[0, done + 1]]),
        partitions: new Map([[0, rebuilt.partition]]),
        signal: AbortSignal.timeout(60_000),
      });
      const [before, triedBefore] = [lasting.versions.length, lasting.tried.length];
      for (const decoded of all.slice(done))
        for (const { partition } of [lasting, rebuilt]) takeRecord(partition, decoded);
      expect(inOrder(rebuilt.versions)).toEqual(inOrder(lasting.versions.slice(before)));
      expect(inOrder(rebuilt.tried)).toEqual(inOrder(lasting.tried.slice(triedBefore)));
      expect(triedBefore).toBeGreaterThan(before);
      expect(rebuilt.tried.length).toBeGreaterThan(0);
    },
  );
});
