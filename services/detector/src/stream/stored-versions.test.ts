import { loadNumbering } from '@sekisho/reference';
import type { AlertVersion, Evidence, Finding } from '@sekisho/rules';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { alertVersionRow } from '../store-rows.ts';
import { scratchStore } from '../testing/scratch-store.ts';
import { readDecisions } from './stored-versions.ts';

const { versions } = loadNumbering();
const scratch = scratchStore();

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
      await scratch.engine.command('truncate table alert_version');
      scratch.store.appendAlertVersion(alertVersionRow(made, position, versions));
      await scratch.store.flush();
      const decisions = await readDecisions(scratch.engine, 'cdr', [3]);
      expect(decisions.get(3)?.byOffset.get(made.offset)).toEqual([made]);
    }),
    { numRuns: 50 },
  );
}, 60_000);

it('keeps what a restriction was decided on, though its alert has grown since', async () => {
  const [first] = fc.sample(version, { numRuns: 1, seed: 1 });
  const decided = {
    restrictionId: 'r-1',
    at: 5,
    until: 9,
    severity: 'critical',
    score: 60,
  } as const;
  const restriction = { ...decided, rules: ['blend', 'cost'] };
  const barred = { ...first!, severity: 'critical', score: 60, offset: 7, restriction } as const;
  const grown = { ...barred, step: 2, offset: 8, score: 80 };
  const position = { topic: 'grown', partition: 3, offset: 0, ingestedAt: Date.now() };
  for (const each of [barred, grown])
    scratch.store.appendAlertVersion(alertVersionRow(each, position, versions));
  await scratch.store.flush();
  const decisions = await readDecisions(scratch.engine, 'grown', [3]);
  expect([...decisions.get(3)!.byOffset.values()]).toEqual([[barred], [grown]]);
});
