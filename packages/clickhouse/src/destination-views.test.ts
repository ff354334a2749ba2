import { beforeEach, describe, expect, it } from 'vitest';
import type { AlertVersionRow, DestinationCaseRow, JournalRow } from './rows.ts';
import { openStore } from './store.ts';
import { buildAlertVersionRow, buildDestinationCaseRow, buildJournalRow } from './test-rows.ts';
import { migratedEngine } from './test-store.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T0 = Date.UTC(2026, 3, 1, 12);
const RANGE = '22460112';
let written = 0;

/** An hour of talk to the range, for ¥40. */
function call(subscriber: string, startedAt: number, parts: Partial<JournalRow> = {}): JournalRow {
  written++;
  return buildJournalRow({
    subscriber,
    startedAt,
    at: startedAt + HOUR,
    endedAt: startedAt + HOUR,
    callId: `call-${written}`,
    offset: written,
    countryKey: 'GN',
    calledRange: RANGE,
    calledRef: 'aa',
    calledMasked: '+22460******',
    ...parts,
  });
}

function caseRow(parts: Partial<DestinationCaseRow> = {}): DestinationCaseRow {
  const times = { openedAt: T0 + HOUR, firstAt: T0, lastAt: T0 + HOUR, endsAt: T0 + 2 * DAY };
  return buildDestinationCaseRow({ destination: RANGE, ...times, ...parts });
}

describe('view destination_case', () => {
  const store = migratedEngine();

  beforeEach(async () => {
    for (const table of ['destination_case_version', 'journal', 'alert_version'])
      await store.engine.command(`truncate table ${table}`);
  });

  async function insert(
    cases: readonly DestinationCaseRow[],
    calls: readonly JournalRow[],
    alerts: readonly AlertVersionRow[] = [],
  ): Promise<void> {
    const rows = await openStore(store.engine);
    for (const row of cases) rows.appendDestinationCase(row);
    for (const row of calls) rows.appendJournal(row);
    for (const row of alerts) rows.appendAlertVersion(row);
    await rows.flush();
    await rows.close();
  }

  async function cases(): Promise<Record<string, unknown>[]> {
    return store.engine.query('select * from destination_case order by case_id');
  }

  it('shows the newest step, of the newest run, and what was called', async () => {
    const calls = [
      call('s1', T0, { at: T0 }),
      // Up when the case began, and counted.
      call('s1', T0 - HOUR / 2),
      call('s2', T0 + HOUR, { calledRef: 'bb', calledMasked: '+22461******' }),
      call('s3', T0 + 2 * HOUR, { calledRef: 'bb', calledMasked: '+22461******' }),
      call('s4', T0 + HOUR, { barred: true }),
      call('s5', T0 + HOUR, { calledRange: '22461', countryKey: 'GN' }),
      call('s6', T0 + HOUR, { direction: 'inbound' }),
      call('s1', T0 + 3 * DAY),
      call('s1', T0 - 2 * DAY),
      call('s8', T0 - 89 * DAY),
      call('s9', T0 - 91 * DAY),
    ];
    const steps = [
      caseRow({ step: 1, offset: 5, callers: 4 }),
      caseRow({ step: 2, offset: 9, callers: 6 }),
      caseRow({ step: 3, offset: 12, callers: 99 }),
      // A later run over the same records, which came to fewer steps.
      caseRow({ step: 1, offset: 105, callers: 4 }),
      caseRow({ step: 2, offset: 109, callers: 7, suspected: 5, hotlines: ['00000000000aa'] }),
    ];
    const restricted = buildAlertVersionRow({
      subscriber: 's2',
      restrictionId: 'r-1',
      restrictedAt: T0 + 2 * HOUR,
      restrictedUntil: T0 + 14 * HOUR,
    });
    await insert(steps, calls, [restricted]);
    const [only, ...others] = await cases();
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      case_id: 'c-1',
      kind: 'attacked',
      prefix: RANGE,
      country: 'GN',
      callers: 7,
      suspected: 5,
      unsuspected: 2,
      calls: 4,
      subscribers: 3,
      restricted: 1,
      cost_jpy: 160,
      callers_before: 2,
      top_called_masked: '+22461******',
      top_subscribers: 2,
      services: ['ip-phone'],
    });
  });

  it('is the same when all is written twice, in any batch, before and after merging', async () => {
    const calls = [call('s1', T0), call('s2', T0 + HOUR)];
    const steps = [caseRow({ step: 1 }), caseRow({ step: 2, offset: 3, callers: 9 })];
    await insert(steps, calls);
    const once = await cases();
    await insert([...steps].reverse(), []);
    await insert(steps.slice(0, 1), [...calls, ...calls]);
    expect(await cases()).toEqual(once);
    for (const table of ['destination_case_version', 'journal'])
      await store.engine.command(`optimize table ${table} final`);
    expect(await cases()).toEqual(once);
  });

  it('counts a call with several records once, at what it came to', async () => {
    const leg = { callId: 'long', startedAt: T0 };
    const start = call('s1', T0, { ...leg, event: 'start', at: T0, costMilliYen: 0 });
    const stop = call('s1', T0, { ...leg, event: 'stop', costMilliYen: 70_000 });
    await insert([caseRow()], [start, stop]);
    expect(await cases()).toMatchObject([{ calls: 1, cost_jpy: 70 }]);
  });

  it('shows a case of a country, and one without calls', async () => {
    const country = caseRow({ caseId: 'c-gn', destination: 'GN' });
    await insert([country, caseRow({ caseId: 'c-x', destination: '999' })], [call('s1', T0)]);
    expect(await cases()).toMatchObject([
      { case_id: 'c-gn', prefix: '', country: 'GN', calls: 1 },
      { case_id: 'c-x', prefix: '999', country: '', calls: 0, cost_jpy: 0, services: [] },
    ]);
  });
});
