import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRowEncoder } from './row-encoder.ts';
import type { AlertVersionRow, VerdictRow } from './rows.ts';
import { openStore } from './store.ts';
import { buildAlertVersionRow } from './test-rows.ts';
import { migratedEngine } from './test-store.ts';

type Answer = VerdictRow['verdict'];

const finding = (rule: string) => ({
  rule,
  severity: 'warning',
  observed: 2,
  threshold: 1,
  window: 60,
  calls: [],
});
const piece = (rule: string, name: string) => ({ rule, name, observed: 2, usual: 1, points: 3 });

function verdictRow(changes: Partial<VerdictRow>): VerdictRow {
  return {
    alertId: 'a-0',
    verdictId: 1,
    verdict: 'ours',
    givenBy: 'sato',
    reason: 'asked the customer',
    givenAt: Date.UTC(2026, 3, 1),
    ingestedAt: Date.now(),
    ...changes,
  };
}

const alert = fc.record({
  service: fc.constantFrom('hikari', 'denwa'),
  severity: fc.constantFrom('warning', 'critical'),
  rules: fc.uniqueArray(fc.constantFrom('cost', 'calls', 'blend'), { minLength: 1 }),
  evidence: fc.uniqueArray(
    fc.tuple(fc.constantFrom('cost', 'blend'), fc.constantFrom('novel', 'new×rare', 'night')),
    { selector: (pair) => pair.join() },
  ),
  answers: fc.array(fc.constantFrom<Answer>('ours', 'not-ours', 'unsure'), { maxLength: 3 }),
});
type MadeAlert = typeof alert extends fc.Arbitrary<infer A> ? A : never;

describe('views of verdicts', () => {
  const store = migratedEngine();

  beforeEach(async () => {
    for (const table of ['alert_version', 'verdict_event']) {
      await store.engine.command(`truncate table ${table}`);
    }
  });

  async function insert(versions: readonly AlertVersionRow[], verdicts: readonly VerdictRow[]) {
    const rows = await openStore(store.engine);
    for (const version of versions) rows.appendAlertVersion(version);
    await rows.flush();
    const encoder = await createRowEncoder<VerdictRow>(store.engine, 'verdict_event');
    for (const verdict of verdicts) encoder.append(verdict);
    if (verdicts.length > 0) {
      await store.engine.insertRowBinary(encoder.table, encoder.columns, encoder.take());
    }
  }

  /** What the views count, by hand. */
  function counted(alerts: readonly MadeAlert[], keysOf: (made: MadeAlert) => readonly string[]) {
    const groups = Map.groupBy(
      alerts.flatMap((made) => [...new Set(keysOf(made))].map((key) => ({ key, made }))),
      ({ key }) => key,
    );
    return [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, of]) => {
        const last = of.map(({ made }) => made.answers.at(-1));
        const [ours, notOurs, unsure] = (['ours', 'not-ours', 'unsure'] as const).map(
          (answer) => last.filter((given) => given === answer).length,
        );
        return {
          key,
          alerts: of.length,
          with_verdict: last.filter((given) => given !== undefined).length,
          ours,
          not_ours: notOurs,
          unsure,
        };
      });
  }

  const COUNTS =
    'toUInt32(alerts) as alerts, toUInt32(with_verdict) as with_verdict, toUInt32(ours) as ours, toUInt32(not_ours) as not_ours, toUInt32(unsure) as unsure';

  it('count each alert once by its newest verdict, whatever comes twice or is merged', async () => {
    const scenario = fc.record({
      alerts: fc.array(alert, { minLength: 1, maxLength: 6 }),
      repeats: fc.array(fc.nat(30), { maxLength: 4 }),
      isMerged: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ alerts, repeats, isMerged }) => {
        await store.engine.command('truncate table alert_version');
        await store.engine.command('truncate table verdict_event');
        const versions = alerts.map(({ service, severity, rules, evidence }, n) =>
          buildAlertVersionRow({
            alertId: `a-${n}`,
            service,
            severity,
            rules: rules.map(finding),
            evidence: evidence.map(([rule, name]) => piece(rule, name)),
          }),
        );
        const verdicts = alerts.flatMap(({ answers }, n) =>
          answers.map((verdict, i) =>
            verdictRow({ alertId: `a-${n}`, verdictId: i * 10 + n + 1, verdict }),
          ),
        );
        await insert(versions, verdicts.toReversed());
        for (const at of repeats) {
          const ingestedAt = Date.now() - (at % 2) * 62 * 86_400_000;
          const version = { ...versions[at % versions.length]!, ingestedAt };
          const again = verdicts[at % verdicts.length];
          await insert([version], again === undefined ? [] : [{ ...again, ingestedAt }]);
        }
        if (isMerged) await store.engine.command('optimize table verdict_event final');
        expect(
          await store.engine.query('select alert_id, verdict from alert order by alert_id'),
        ).toEqual(
          alerts.map(({ answers }, n) => ({ alert_id: `a-${n}`, verdict: answers.at(-1) ?? '' })),
        );
        expect(
          await store.engine.query(
            `select concat(service, ' ', rule) as key, ${COUNTS} from rule_precision order by key`,
          ),
        ).toEqual(
          counted(alerts, ({ service, rules }) => rules.map((rule) => `${service} ${rule}`)),
        );
        expect(
          await store.engine.query(
            `select concat(service, ' ', evidence, ' ', severity) as key, ${COUNTS}
               from evidence_precision order by key`,
          ),
        ).toEqual(
          counted(alerts, ({ service, severity, evidence }) =>
            evidence.map(([, name]) => `${service} ${name} ${severity}`),
          ),
        );
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  // Bounds of 95 % after Wilson, as tables give them.
  it.each([
    [0, 0, null, null, null],
    [1, 0, 1, 0.2065, 1],
    [0, 1, 0, 0, 0.7935],
    [8, 2, 0.8, 0.4902, 0.9433],
    [50, 50, 0.5, 0.4038, 0.5962],
  ])(
    'of %i right and %i wrong the precision is %o, within %o and %o',
    async (right, wrong, precision, low, high) => {
      const answers = [
        ...Array.from({ length: right }, (): Answer => 'not-ours'),
        ...Array.from({ length: wrong }, (): Answer => 'ours'),
        'unsure' as const,
      ];
      await insert(
        answers.map((_, n) => buildAlertVersionRow({ alertId: `a-${n}` })),
        answers.map((verdict, n) => verdictRow({ alertId: `a-${n}`, verdictId: n, verdict })),
      );
      for (const view of ['rule_precision', 'evidence_precision']) {
        const [row] = await store.engine.query<Record<string, number | null>>(
          `select precision, round(low, 4) as low, round(high, 4) as high from ${view}`,
        );
        expect(row, view).toEqual({ precision, low, high });
      }
    },
  );

  it('shows the evidence of an alert as it stood last', async () => {
    await insert(
      [
        buildAlertVersionRow({ step: 1, offset: 1, evidence: [piece('blend', 'night')] }),
        buildAlertVersionRow({ step: 2, offset: 2, evidence: [] }),
        buildAlertVersionRow({ step: 3, offset: 3, evidence: [piece('blend', 'novel')] }),
      ],
      [],
    );
    expect(await store.engine.query('select evidence from alert')).toEqual([
      { evidence: [piece('blend', 'novel')] },
    ]);
  });
});
