import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { createRowEncoder } from './row-encoder.ts';
import type { AlertVersionRow, VerdictRow } from './rows.ts';
import { openStore } from './store.ts';
import { buildAlertVersionRow } from './test-rows.ts';
import { migratedEngine } from './test-store.ts';

const HOUR = 3_600_000;
const MIDNIGHT = Date.UTC(2026, 3, 1);

type Side = 'live' | 'candidate';
type Row = Record<string, unknown>;

interface Span {
  alertId?: string;
  subscriber?: string;
  /** Hours of the day at which it began, would have restricted, and ended. */
  from: number;
  restricted?: number;
  to: number;
  changes?: Partial<AlertVersionRow>;
}

/** An episode's first step and its last. */
function steps(side: Side, span: Span): AlertVersionRow[] {
  const { from, restricted, to, subscriber = 's1', alertId = `a-${from}`, changes = {} } = span;
  const at = (hour: number) => MIDNIGHT + hour * HOUR;
  const row = {
    alertId,
    subscriber,
    since: at(from),
    openedAt: at(from),
    lastAt: at(from),
    rulesVersion: side === 'live' ? 'now@1' : 'new@1',
    besideVersion: side === 'live' ? 'new@1' : 'now@1',
    ...changes,
  };
  const decision =
    restricted === undefined
      ? {}
      : {
          restrictionId: `r-${alertId.slice(2)}`,
          restrictedAt: at(restricted),
          restrictedUntil: at(restricted) + HOUR / 2,
          severity: 'critical' as const,
        };
  return [
    buildAlertVersionRow({ ...row, step: 1, offset: 1 }),
    buildAlertVersionRow({
      ...row,
      ...decision,
      step: 2,
      offset: 2,
      lastAt: at(to) - 1,
      closedAt: at(to),
    }),
  ];
}

describe('views of a candidate', () => {
  const store = migratedEngine();

  beforeEach(async () => {
    for (const table of ['alert_version', 'candidate_version', 'verdict_event'])
      await store.engine.command(`truncate table ${table}`);
  });

  async function insert(live: readonly AlertVersionRow[], candidate: readonly AlertVersionRow[]) {
    const rows = await openStore(store.engine);
    for (const row of live) rows.appendAlertVersion(row);
    for (const row of candidate) rows.appendCandidateVersion(row);
    await rows.flush();
  }

  async function judge(alertId: string, verdict: VerdictRow['verdict'], verdictId: number) {
    const encoder = await createRowEncoder<VerdictRow>(store.engine, 'verdict_event');
    const [givenAt, ingestedAt] = [Date.now(), Date.now()];
    const answer = { alertId, verdict, verdictId, givenBy: 'sato', reason: 'asked' };
    encoder.append({ ...answer, givenAt, ingestedAt });
    await store.engine.insertRowBinary(encoder.table, encoder.columns, encoder.take());
  }

  const difference = (columns: string) =>
    store.engine.query<Row>(
      `select ${columns} from candidate_difference order by subscriber, since`,
    );

  it.each<[string, Span[], Span[], Row[]]>([
    [
      'one run that each opens on a record of its own',
      [{ from: 2, to: 6 }],
      [{ from: 1, to: 5, restricted: 3 }],
      [{ caught: 'both', restricted: 'candidate-only' }],
    ],
    [
      'runs that lie apart',
      [{ from: 1, to: 2, restricted: 1 }],
      [{ from: 5, to: 6, restricted: 5 }],
      [
        { caught: 'live-only', restricted: 'live-only' },
        { caught: 'candidate-only', restricted: 'candidate-only' },
      ],
    ],
    [
      'one that only the live rules ask about',
      [{ from: 1, to: 2 }],
      [],
      [{ caught: 'live-only', restricted: 'neither' }],
    ],
    [
      'two episodes of the one that an episode of the other spans',
      [
        { from: 1, to: 2 },
        { from: 3, to: 4, restricted: 3 },
      ],
      [{ from: 1, to: 4, restricted: 2 }],
      [{ caught: 'both', restricted: 'both' }],
    ],
    [
      'what begins while the other would still be closed',
      [{ from: 1, to: 2, restricted: 2 }],
      [{ from: 2.4, to: 3 }],
      [{ caught: 'both', restricted: 'live-only' }],
    ],
    [
      'subscribers apart',
      [{ from: 1, to: 2, subscriber: 's1' }],
      [{ from: 1, to: 2, subscriber: 's2' }],
      [
        { caught: 'live-only', restricted: 'neither' },
        { caught: 'candidate-only', restricted: 'neither' },
      ],
    ],
    [
      'nothing of a time without a candidate',
      [{ from: 1, to: 2, changes: { besideVersion: undefined } }],
      [{ from: 5, to: 6 }],
      [{ caught: 'candidate-only', restricted: 'neither' }],
    ],
  ])('shows %s', async (_, live, candidate, expected) => {
    await insert(
      live.flatMap((span) => steps('live', span)),
      candidate.flatMap((span) => steps('candidate', span)),
    );
    expect(await difference('caught, restricted')).toEqual(expected);
  });

  it('tells times, money, rule sets and the newest verdict on either', async () => {
    const live = { alertId: 'a-l', from: 2, to: 6, restricted: 4, changes: { costJpyMilli: 7000 } };
    const tried = { alertId: 'a-c', from: 1, to: 5, restricted: 3, changes: { score: 90 } };
    await insert(steps('live', live), steps('candidate', tried));
    await judge('a-c', 'ours', 2);
    await judge('a-l', 'not-ours', 1);
    const [row] = await difference('* except (since), toString(since) as since');
    expect(row).toMatchObject({
      subscriber: 's1',
      since: '2026-04-01 01:00:00.000',
      at: '2026-04-01 03:00:00.000',
      live_alerts: ['a-l'],
      candidate_alerts: ['a-c'],
      live_opened_at: '2026-04-01 02:00:00.000',
      candidate_opened_at: '2026-04-01 01:00:00.000',
      live_restricted_at: '2026-04-01 04:00:00.000',
      candidate_restricted_at: '2026-04-01 03:00:00.000',
      live_severity: 'critical',
      candidate_severity: 'critical',
      live_score: 50,
      candidate_score: 90,
      live_cost_jpy: 7,
      live_rules_version: 'now@1',
      candidate_rules_version: 'new@1',
      verdict: 'ours',
    });
  });

  it('holds against a candidate what was going on when it came, and nothing of long before', async () => {
    const before = { besideVersion: undefined };
    const longAgo = { ...before, ingestedAt: Date.now() - 30 * 24 * HOUR };
    const live = [
      ...steps('live', { alertId: 'a-old', from: 1, to: 9, changes: longAgo }),
      ...steps('live', { alertId: 'a-on', from: 2, to: 9, restricted: 3, changes: before }),
    ];
    await insert(live, []);
    expect(await difference('caught')).toEqual([]);
    await insert([], steps('candidate', { from: 3, to: 8 }));
    expect(await difference('caught, restricted, live_alerts')).toEqual([
      { caught: 'both', restricted: 'live-only', live_alerts: ['a-on'] },
    ]);
  });

  it('names the other rule set where that has caught nothing', async () => {
    await insert(
      steps('live', { from: 1, to: 2 }),
      steps('candidate', { from: 5, to: 6, subscriber: 's2' }),
    );
    const versions = await difference('live_rules_version as live, candidate_rules_version as new');
    expect(versions).toEqual(versions.map(() => ({ live: 'now@1', new: 'new@1' })));
    const [missed] = await difference(
      'candidate_opened_at, candidate_severity, candidate_cost_jpy',
    );
    expect(missed).toEqual({
      candidate_opened_at: null,
      candidate_severity: '',
      candidate_cost_jpy: 0,
    });
  });

  it('counts by the day what is added and gone, and what persons said of it', async () => {
    const on = (subscriber: string, restricted: number) => ({
      alertId: `a-${subscriber}`,
      subscriber,
      from: restricted,
      to: restricted + 1,
      restricted,
    });
    await insert(
      [on('both', 3), on('gone', 4), on('own', 25)].flatMap((span) => steps('live', span)),
      [on('both', 3), on('new', 5)].flatMap((span) => steps('candidate', span)),
    );
    await judge('a-gone', 'not-ours', 1);
    await judge('a-own', 'ours', 2);
    const rows = await store.engine.query<Row>(
      `select day, live, candidate, added, gone, gone_fraud, gone_own_use, added_fraud,
              live_alerts, candidate_alerts from candidate_day order by day`,
    );
    const told = rows.map((row) =>
      Object.values(row).map((value) => (Number(value) >= 0 ? Number(value) : value)),
    );
    expect(told).toEqual([
      ['2026-04-01', 2, 2, 1, 1, 1, 0, 0, 2, 2],
      ['2026-04-02', 1, 0, 0, 1, 0, 1, 0, 1, 0],
    ]);
  });

  it('stay as they are when rows come again, in other batches, and are merged', async () => {
    const span = fc.record({
      subscriber: fc.constantFrom('s1', 's2'),
      from: fc.integer({ min: 0, max: 40 }),
      restricted: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
      lasts: fc.integer({ min: 1, max: 5 }),
    });
    const spans = fc.uniqueArray(span, { maxLength: 5, selector: ({ from }) => from });
    const COLUMNS = '* except (live_score, candidate_score)';
    await fc.assert(
      fc.asyncProperty(spans, spans, fc.nat(20), async (live, candidate, again) => {
        for (const table of ['alert_version', 'candidate_version'])
          await store.engine.command(`truncate table ${table}`);
        const rowsOf = (side: Side, of: typeof live) =>
          of.flatMap(({ lasts, restricted, ...rest }) => {
            const { from } = rest;
            const decided = restricted === undefined ? {} : { restricted: from + restricted };
            return steps(side, { ...rest, to: from + lasts, ...decided });
          });
        const [first, second] = [rowsOf('live', live), rowsOf('candidate', candidate)];
        await insert(first, second);
        const once = await difference(COLUMNS);
        const alerts = once.flatMap((row) => [
          ...(row['live_alerts'] as string[]),
          ...(row['candidate_alerts'] as string[]),
        ]);
        expect(alerts).toHaveLength(live.length + candidate.length);
        await insert(first.slice(again % 7), second.slice(again % 3));
        expect(await difference(COLUMNS)).toEqual(once);
        await store.engine.command('optimize table candidate_version final');
        expect(await difference(COLUMNS)).toEqual(once);
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});
