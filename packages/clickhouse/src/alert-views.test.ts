import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AlertVersionRow, JournalRow } from './rows.ts';
import { openStore } from './store.ts';
import { buildAlertVersionRow, buildJournalRow } from './test-rows.ts';
import { migratedEngine, millis } from './test-store.ts';

const at = Date.UTC(2026, 3, 1);
const runLength = 100;

interface Run {
  steps: AlertVersionRow[];
  journal: JournalRow[];
}

/** One event of a few legs of the alert's subscriber; a run writes each identity once. */
const journalRow = fc.record({
  callId: fc.constantFrom('a', 'b', 'c'),
  event: fc.constantFrom('start', 'stop'),
  talkMs: fc.nat(99_999),
  costMilliYen: fc.nat(99_999),
});

const step = fc.record({
  gap: fc.nat(3),
  severity: fc.constantFrom('warning', 'critical'),
  score: fc.integer({ min: 0, max: 100 }),
  closedAt: fc.constantFrom(undefined, at + 9),
  restrictedAt: fc.constantFrom(undefined, undefined, at + 1, at + 2),
  evidence: fc.array(fc.tuple(fc.constantFrom('velocity', 'cost'), fc.array(fc.nat(5))), {
    maxLength: 3,
  }),
  costJpyMilli: fc.nat(99_999),
});

const run = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  journal: fc.uniqueArray(journalRow, {
    minLength: 1,
    maxLength: 6,
    selector: ({ callId, event }) => `${callId} ${event}`,
  }),
});

function buildRun(
  alertId: string,
  index: number,
  made: typeof run extends fc.Arbitrary<infer R> ? R : never,
): Run {
  const first = index * runLength;
  const subscriber = `sub-${alertId}`;
  const journal = made.journal.map((row, n) =>
    buildJournalRow({
      ...row,
      subscriber,
      offset: first + n,
      at: row.event === 'stop' ? at + 60 : at,
    }),
  );
  let offset = first + 10;
  const steps = made.steps.map(({ gap, evidence, restrictedAt, ...rest }, n) => {
    offset += gap;
    return buildAlertVersionRow({
      ...rest,
      alertId,
      subscriber,
      step: n + 1,
      offset,
      restrictedAt,
      restrictionId: restrictedAt === undefined ? undefined : `r-${alertId}`,
      restrictedUntil: restrictedAt === undefined ? undefined : restrictedAt + 12 * 3_600_000,
      rules: evidence.map(([rule, calls]) => ({
        rule,
        severity: 'warning',
        observed: 1.5,
        threshold: 1,
        window: 60,
        calls: calls.map((call) => first + (call % journal.length)),
      })),
    });
  });
  return { steps, journal };
}

const history = fc.array(run, { minLength: 1, maxLength: 3 });
/** Two alerts that share their offsets, as alerts of two partitions would. */
const histories = fc
  .record({ one: history, two: history })
  .map(({ one, two }) => [
    one.map((made, index) => buildRun('one', index, made)),
    two.map((made, index) => buildRun('two', index, made)),
  ]);

const scenario = histories.chain((made) => {
  const count = made.flat().flatMap(({ steps, journal }) => [...steps, ...journal]).length;
  const indexes = Array.from({ length: count }, (_, index) => index);
  const part = fc.record({
    rows: fc.subarray(indexes),
    monthsAgo: fc.constantFrom(0, 2),
    merge: fc.boolean(),
  });
  return fc.record({
    runs: fc.constant(made),
    order: fc.shuffledSubarray(indexes, { minLength: count }),
    before: fc.array(part, { maxLength: 3 }),
    after: fc.array(part, { maxLength: 3 }),
  });
});

function expectedAlert(steps: readonly AlertVersionRow[]) {
  const last = steps.at(-1)!;
  return {
    alert_id: last.alertId,
    subscriber: last.subscriber,
    closed_at: last.closedAt ?? null,
    severity: last.severity,
    score: last.score,
    cost_jpy: last.costJpyMilli / 1000,
    verdict: '',
  };
}

function expectedRestriction(steps: readonly AlertVersionRow[]) {
  const decided = steps.findLast(({ restrictionId }) => restrictionId !== undefined);
  if (decided === undefined) return [];
  return [
    {
      restriction_id: decided.restrictionId,
      alert_id: decided.alertId,
      subscriber: decided.subscriber,
      service: decided.service,
      kind: 'fraud',
      scope: 'international',
      state: 'shadow',
      at: decided.restrictedAt,
      until: decided.restrictedUntil,
      decided_by: 'auto',
      reason: '',
    },
  ];
}

function expectedCalls({ steps, journal }: Run) {
  const rules = steps.flatMap((version) => version.rules);
  const counted = journal.filter(({ offset }) => rules.some(({ calls }) => calls.includes(offset)));
  const legs = Map.groupBy(counted, ({ callId }) => callId);
  return [...legs].map(([callId, rows]) => {
    const newest = rows.find(({ event }) => event === 'stop') ?? rows[0]!;
    const named = rules.filter(({ calls }) => rows.some(({ offset }) => calls.includes(offset)));
    return {
      alert_id: steps[0]!.alertId,
      rules: [...new Set(named.map(({ rule }) => rule))].sort(),
      subscriber: newest.subscriber,
      call_id: callId,
      duration_sec: newest.talkMs / 1000,
      cost_jpy: newest.costMilliYen / 1000,
    };
  });
}

describe('views of alerts', () => {
  const store = migratedEngine();

  beforeEach(async () => {
    await store.engine.command('truncate table journal');
    await store.engine.command('truncate table alert_version');
  });

  async function view(name: string, columns: string, order: string): Promise<object[]> {
    const rows = await store.engine.query<Record<string, unknown>>(
      `select ${columns} from ${name} order by ${order}`,
    );
    return rows.map((row) => {
      const times = Object.entries(row).filter(([column]) => /(^|_)(at|until)$/.test(column));
      const inMillis = times.map(([column, time]) => [column, time && millis(String(time))]);
      return { ...row, ...Object.fromEntries(inMillis) };
    });
  }

  async function expectViews(newest: readonly Run[]): Promise<void> {
    const alerts = 'alert_id, subscriber, closed_at, severity, score, cost_jpy, verdict';
    expect(await view('alert', alerts, 'alert_id')).toEqual(
      newest.map(({ steps }) => expectedAlert(steps)),
    );
    expect(await view('restriction', '*', 'alert_id')).toEqual(
      newest.flatMap(({ steps }) => expectedRestriction(steps)),
    );
    const calls = 'alert_id, rules, subscriber, call_id, duration_sec, cost_jpy';
    const expected = newest.flatMap(expectedCalls);
    expected.sort((a, b) => (a.alert_id + a.call_id < b.alert_id + b.call_id ? -1 : 1));
    expect(await view('alert_call', calls, 'alert_id, call_id')).toEqual(expected);
  }

  it('show the newest run as a whole, under any repetition, cut, order and merge', async () => {
    const rows = await openStore(store.engine);
    await fc.assert(
      fc.asyncProperty(scenario, async ({ runs, order, before, after }) => {
        const all = runs.flat().flatMap(({ steps, journal }) => [...steps, ...journal]);
        await store.engine.command('truncate table journal');
        await store.engine.command('truncate table alert_version');
        for (const part of [...before, { rows: order, monthsAgo: 0, merge: false }, ...after]) {
          const ingestedAt = Date.now() - part.monthsAgo * 31 * 24 * 3_600_000;
          for (const index of part.rows) {
            const row = { ...all[index]!, ingestedAt };
            if ('alertId' in row) rows.appendAlertVersion(row);
            else rows.appendJournal(row);
          }
          await rows.flush();
          if (part.merge) await merge();
        }
        const newest = runs.map((history) => history.at(-1)!);
        await expectViews(newest);
        await merge();
        await expectViews(newest);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  async function merge(): Promise<void> {
    await store.engine.command('optimize table journal final');
    await store.engine.command('optimize table alert_version final');
  }

  it('keep two records apart that carry one offset', async () => {
    const rows = await openStore(store.engine);
    rows.appendJournal(buildJournalRow({ offset: 5, subscriber: 'sub-1', callId: 'mine' }));
    rows.appendJournal(buildJournalRow({ offset: 5, subscriber: 'sub-2', callId: 'other' }));
    const evidence = {
      rule: 'cost',
      severity: 'critical',
      observed: 1,
      threshold: 1,
      window: 60,
      calls: [5],
    };
    rows.appendAlertVersion(buildAlertVersionRow({ offset: 5, rules: [evidence] }));
    await rows.flush();
    await merge();
    expect(await view('alert_call', 'call_id', 'call_id')).toEqual([{ call_id: 'mine' }]);
    expect(await view('journal', 'call_id', 'call_id')).toHaveLength(2);
  });

  it.each([
    [
      'alert',
      'alert_id, subscriber, service, opened_at, closed_at, severity, score, rules, calls, cost_jpy, countries, verdict',
    ],
    [
      'restriction',
      'restriction_id, alert_id, subscriber, service, kind, scope, state, at, until, decided_by, reason',
    ],
  ])('%s has the columns that are promised', async (name, columns) => {
    const found = await store.engine.query<{ name: string; type: string }>(`describe ${name}`);
    const types = new Map(found.map((column) => [column.name, column.type]));
    expect([...types.keys()]).toEqual(expect.arrayContaining(columns.split(', ')));
    for (const [column, type] of types) {
      if (/(^|_)(at|until)$/.test(column)) expect(type).toContain("DateTime64(3, 'UTC')");
      if (column === 'cost_jpy') expect(type).toBe('Decimal(18, 3)');
    }
  });
});
