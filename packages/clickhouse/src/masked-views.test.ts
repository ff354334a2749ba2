import { beforeEach, describe, expect, it } from 'vitest';
import type { CdrRow, JournalRow } from './rows.ts';
import { openStore } from './store.ts';
import { buildCdrRow, buildJournalRow } from './test-rows.ts';
import { migratedEngine } from './test-store.ts';

const startedAt = Date.UTC(2026, 3, 1, 9);
const endedAt = startedAt + 65_000;

describe('masked views', () => {
  const store = migratedEngine();

  beforeEach(async () => {
    for (const table of ['cdr', 'journal']) await store.engine.command(`truncate table ${table}`);
  });

  async function insert(cdrs: readonly CdrRow[], journal: readonly JournalRow[]): Promise<void> {
    const rows = await openStore(store.engine);
    for (const row of cdrs) rows.appendCdr(row);
    for (const row of journal) rows.appendJournal(row);
    await rows.flush();
    await rows.close();
  }

  it('tell of a full number only that it is there', async () => {
    const called = buildCdrRow({ callId: 'c-1', calledNumber: '+2474123456' });
    const calling = buildCdrRow({ callId: 'c-2', callingNumber: '+2474123456' });
    await insert([called, calling, buildCdrRow({ callId: 'c-3' })], []);
    const rows = await store.engine.query<Record<string, unknown>>(
      'select * from cdr_masked order by call_id',
    );
    expect(rows.map(({ has_full_number }) => has_full_number)).toEqual([1, 1, 0]);
    expect(JSON.stringify(rows)).not.toContain('2474123456');
    expect(rows[0]).not.toHaveProperty('called_number');
  });

  describe('international_leg', () => {
    const start = buildJournalRow({
      ...{ event: 'start', offset: 1, at: startedAt, endedAt: undefined },
      ...{ talkMs: 0, costMilliYen: 0, sourceIp: '198.51.100.9' },
    });
    const interim = buildJournalRow({
      ...{ event: 'interim', offset: 2, at: startedAt + 30_000, endedAt: undefined },
      ...{ talkMs: 25_000, costMilliYen: 20_000, sourceIp: undefined },
    });
    const stop = buildJournalRow({ offset: 3, sourceIp: undefined });
    const rating = buildJournalRow({
      ...{ event: 'interim', offset: 4, at: endedAt + 3_600_000, endedAt: undefined },
      ...{ costMilliYen: 77_000, sourceIp: undefined },
    });
    const ended = '2026-04-01 09:01:05.000';

    it.each([
      ['a start', [start], { ended_at: null, duration_sec: 0, cost_jpy: 0 }],
      ['an interim', [start, interim], { ended_at: null, duration_sec: 25, cost_jpy: 20 }],
      ['a stop', [start, interim, stop], { ended_at: ended, duration_sec: 60, cost_jpy: 40 }],
      ['a rating', [start, stop, rating], { ended_at: ended, duration_sec: 60, cost_jpy: 77 }],
    ])('has one row whose figures are those of %s', async (_, records, figures) => {
      await insert([], records);
      await insert([], records.toReversed());
      const rows = await store.engine.query('select * from international_leg');
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ ...figures, source_ip: '198.51.100.9', country_key: 'SH' });
    });

    it('has neither inbound nor other legs', async () => {
      const inbound = buildJournalRow({ direction: 'inbound', offset: 5 });
      const unknown = buildJournalRow({ kind: 'unknown', offset: 6, callId: 'call-2' });
      await insert([], [inbound, unknown]);
      expect(await store.engine.query('select * from international_leg')).toEqual([]);
    });
  });
});
