import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Engine,
  migrate,
  openEmbeddedEngine,
  openStore,
  type Store,
} from '@sekisho/clickhouse';
import { loadNumbering } from '@sekisho/reference';
import type { AlertVersion, Evidence, Finding } from '@sekisho/rules';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { alertVersionRow } from '../store-rows.ts';
import { readDecisions } from './stored-versions.ts';

const { versions } = loadNumbering();
const folder = mkdtempSync(join(tmpdir(), 'sekisho-versions-'));
let engine: Engine;
let store: Store;

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

const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const evidence: fc.Arbitrary<Evidence> = fc.record({
  name: fc.constantFrom('novel-exposure', 'new-source×rare-country', "it's"),
  observed: finite,
  usual: finite,
  points: finite,
});
const at = fc.integer({ min: Date.UTC(2020), max: Date.UTC(2030) });

function finding(rule: string): fc.Arbitrary<Finding> {
  return fc
    .record({
      rule: fc.constant(rule),
      severity: fc.constantFrom<Finding['severity']>('warning', 'critical'),
      observed: finite,
      threshold: finite,
      window: fc.nat(1_000_000),
      calls: fc.array(fc.maxSafeNat(), { maxLength: 5 }),
      evidence: fc.option(fc.array(evidence, { minLength: 1, maxLength: 5 }), { nil: undefined }),
    })
    .map(({ evidence: of, ...rest }) => (of === undefined ? rest : { ...rest, evidence: of }));
}

const version: fc.Arbitrary<AlertVersion> = fc.record({
  alertId: fc.constant('a-1'),
  step: fc.constant(1),
  offset: fc.maxSafeNat(),
  at,
  subscriber: fc.constant('s1'),
  service: fc.constant('hikari'),
  openedAt: at,
  lastAt: at,
  firstAt: at,
  since: at,
  evidenceStartedAt: at,
  closedAt: fc.option(at),
  severity: fc.constantFrom<AlertVersion['severity']>('warning', 'critical'),
  score: fc.nat(100),
  rules: fc.tuple(finding('blend'), finding('cost')),
  calls: fc.nat(),
  costMilliYen: fc.nat(),
  countries: fc.constantFrom([], ['GN', 'SH']),
  restriction: fc.constant(null),
  ruleSetVersion: fc.constant('r1'),
  weightsVersion: fc.constantFrom('', 'w1'),
});

it('gives a stored decision back as it was, with the evidence of each finding', async () => {
  const position = { topic: 'cdr', partition: 3, offset: 0, ingestedAt: Date.now() };
  await fc.assert(
    fc.asyncProperty(version, async (made) => {
      await engine.command('truncate table alert_version');
      store.appendAlertVersion(alertVersionRow(made, position, versions));
      await store.flush();
      const decisions = await readDecisions(engine, 'cdr', [3]);
      expect(decisions.get(3)?.byOffset.get(made.offset)).toEqual([made]);
    }),
    { numRuns: 50 },
  );
}, 60_000);
