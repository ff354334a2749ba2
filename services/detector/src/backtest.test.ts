import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Decoded, decodeNdjsonLine } from '@sekisho/cdr';
import { type Engine, migrate, openEmbeddedEngine, openStore } from '@sekisho/clickhouse';
import { parseDirectory } from '@sekisho/ledger';
import { loadAddressCountries, loadNumbering, loadRuleSet } from '@sekisho/reference';
import { type AlertVersion, parseRuleSet } from '@sekisho/rules';
import { demoPreset, directory, simulate, toLine } from '@sekisho/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readStored } from './backtest/read-stored.ts';
import { createBacktest } from './backtest.ts';
import { createDetector, FIRST_OFFSET } from './detector.ts';
import { numberKey } from './number-key.ts';

const numbering = loadNumbering();
const ruleSet = loadRuleSet();
const WEEK = demoPreset(3);
const parts = {
  numbering,
  directory: parseDirectory([...directory(WEEK), ''].join('\n'), 'directory.csv'),
  addressCountry: loadAddressCountries(),
};
const span = { from: WEEK.start - 1, until: Date.now() };

const path = mkdtempSync(join(tmpdir(), 'sekisho-backtest-'));
const replayed: AlertVersion[] = [];
let engine: Engine;

function week(): Decoded[] {
  const decoded: Decoded[] = [];
  for (const { record } of simulate(WEEK)) {
    const line = Buffer.from(toLine(record));
    decoded.push(decodeNdjsonLine(line, 0, line.length, Number.POSITIVE_INFINITY));
  }
  return decoded;
}

beforeAll(async () => {
  engine = await openEmbeddedEngine({ path });
  await migrate(engine);
  const detector = createDetector({
    ...parts,
    ruleSet,
    engine,
    store: await openStore(engine),
    numberKey: numberKey('stored'),
    topic: 'replay',
    firstOffset: FIRST_OFFSET,
    onReject: () => undefined,
    onAlert: (version) => replayed.push(version),
    now: Date.now,
  });
  await detector.run({ outcomes: week() });
  await detector.finish();
});

afterAll(async () => {
  await engine.close();
  rmSync(path, { recursive: true, force: true });
});

/** What each rule set says of what is stored. */
async function judge(...ruleSets: (typeof ruleSet)[]): Promise<AlertVersion[][]> {
  const versions = ruleSets.map((): AlertVersion[] => []);
  const backtest = createBacktest({
    ...parts,
    tried: ruleSets.map((each, i) => ({
      ruleSet: each,
      onVersion: (version) => versions[i]!.push(version),
    })),
  });
  for await (const block of readStored(engine, span)) for (const each of block) backtest.take(each);
  backtest.finish();
  return versions;
}

it('decides what the replay that stored the records decided, version by version', async () => {
  const [one, other] = await judge(ruleSet, ruleSet);
  expect(one).toEqual(replayed);
  expect(other).toEqual(replayed);
  expect(replayed.some(({ restriction }) => restriction !== null)).toBe(true);
});

it('finds more with a rule more', async () => {
  const rules = (more: string) =>
    parseRuleSet(
      `name: tried\nrules:\n  - {id: loss, rule: cost, window: 24h, critical: 50000}\n${more}`,
      'tried.yaml',
      () => 'tried@0',
    );
  const stricter = rules('  - {id: few, rule: calls, window: 24h, critical: 60}\n');
  const [loose, strict] = await judge(rules(''), stricter);
  const barred = (versions: AlertVersion[] = []) =>
    new Set(versions.filter((v) => v.restriction !== null).map((v) => v.subscriber));
  expect(barred(strict).size).toBeGreaterThan(barred(loose).size);
  expect(barred(loose).difference(barred(strict))).toEqual(new Set());
});
