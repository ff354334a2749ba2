import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Decoded, decodeNdjsonLine } from '@sekisho/cdr';
import { migrate, openEmbeddedEngine, openStore } from '@sekisho/clickhouse';
import { parseDirectory } from '@sekisho/ledger';
import { loadNumbering, loadRuleSet } from '@sekisho/reference';
import type { AlertVersion } from '@sekisho/rules';
import { demoPreset, directory, simulate, toLine } from '@sekisho/simulator';
import { expect, it } from 'vitest';
import { createDetector, FIRST_OFFSET } from './detector.ts';
import { createDryRun } from './dry-run.ts';
import { numberKey } from './number-key.ts';

const numbering = loadNumbering();
const ruleSet = loadRuleSet();
const WEEK = demoPreset(3);
const parts = {
  numbering,
  ruleSet,
  directory: parseDirectory([...directory(WEEK), ''].join('\n'), 'directory.csv'),
  now: Date.now,
};

/** A simulated week with every fiftieth record twice. */
function outcomes(): Decoded[] {
  const decoded: Decoded[] = [];
  for (const { record } of simulate(WEEK)) {
    const line = Buffer.from(toLine(record));
    decoded.push(decodeNdjsonLine(line, 0, line.length, Number.POSITIVE_INFINITY));
    if (decoded.length % 50 === 0) decoded.push(decoded.at(-1)!);
  }
  return decoded;
}

it('decides what a replay decides, version by version', async () => {
  const week = outcomes();
  const replayed: AlertVersion[] = [];
  const path = mkdtempSync(join(tmpdir(), 'sekisho-dry-run-'));
  const engine = await openEmbeddedEngine({ path });
  await migrate(engine);
  const detector = createDetector({
    ...parts,
    engine,
    store: await openStore(engine),
    numberKey: numberKey('another'),
    topic: 'replay',
    firstOffset: FIRST_OFFSET,
    onReject: () => undefined,
    onAlert: (version) => replayed.push(version),
  });
  await detector.run({ outcomes: week });
  await detector.finish();
  await engine.close();
  rmSync(path, { recursive: true, force: true });

  const dry: AlertVersion[] = [];
  const dryRun = createDryRun({ ...parts, onVersion: (version) => dry.push(version) });
  for (const decoded of week) if (decoded.outcome === 'ok') dryRun.take(decoded.cdr);
  dryRun.finish();

  expect(dry).toEqual(replayed);
  expect(dryRun.counters).toEqual(detector.counters);
  expect(dry.some(({ restriction }) => restriction !== null)).toBe(true);
});
