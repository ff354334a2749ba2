import { beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from './engine.ts';
import { openStore } from './store.ts';
import { buildAlertVersionRow, buildCdrRow, buildJournalRow } from './test-rows.ts';
import { migratedEngine } from './test-store.ts';

describe('openStore', () => {
  const store = migratedEngine();

  beforeEach(async () => {
    for (const table of ['cdr', 'journal', 'alert_version']) {
      await store.engine.command(`truncate table ${table}`);
    }
  });

  /** The real engine, with something done at each insert before it runs. */
  function watched(before: (table: string) => void | Promise<void>): Engine {
    return {
      ...boundTo(store.engine),
      insertRowBinary: async (table, columns, bytes) => {
        await before(table);
        await store.engine.insertRowBinary(table, columns, bytes);
      },
    };
  }

  function boundTo(engine: Engine): Engine {
    return {
      command: (sql, params) => engine.command(sql, params),
      query: (sql, params) => engine.query(sql, params),
      rows: (sql, params) => engine.rows(sql, params),
      text: (sql, format) => engine.text(sql, format),
      insertRowBinary: (table, columns, bytes) => engine.insertRowBinary(table, columns, bytes),
      close: () => engine.close(),
    };
  }

  async function calls(): Promise<string[]> {
    const rows = await store.engine.query<{ call_id: string }>(
      'select call_id from cdr order by call_id',
    );
    return rows.map(({ call_id }) => call_id);
  }

  it('inserts the three tables in their order and leaves out the empty ones', async () => {
    const inserted: string[] = [];
    const rows = await openStore(watched((table) => void inserted.push(table)));
    await rows.flush();
    rows.appendAlertVersion(buildAlertVersionRow());
    rows.appendJournal(buildJournalRow());
    rows.appendCdr(buildCdrRow());
    expect(rows.pendingRows).toBe(3);
    expect(rows.pendingBytes).toBeGreaterThan(400);
    await rows.flush();
    rows.appendJournal(buildJournalRow({ offset: 1 }));
    await rows.flush();
    expect(inserted).toEqual(['cdr', 'journal', 'alert_version', 'journal']);
    expect([rows.pendingRows, rows.pendingBytes]).toEqual([0, 0]);
  });

  it('takes rows while a flush is in flight, for the next', async () => {
    const inFlight = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const rows = await openStore(
      watched(() => {
        inFlight.resolve();
        return go.promise;
      }),
    );
    rows.appendCdr(buildCdrRow({ callId: 'a' }));
    const flushed = rows.flush();
    await inFlight.promise;
    rows.appendCdr(buildCdrRow({ callId: 'b' }));
    expect(rows.pendingRows).toBe(2);
    go.resolve();
    await flushed;
    expect(await calls()).toEqual(['a']);
    expect(rows.pendingRows).toBe(1);
    await rows.flush();
    expect(await calls()).toEqual(['a', 'b']);
  });

  it('keeps the rows of a failed flush and inserts them first in the next', async () => {
    const inserted: string[] = [];
    let failing = 'journal';
    const rows = await openStore(
      watched((table) => {
        if (table === failing) throw new Error('disk full');
        inserted.push(table);
      }),
    );
    rows.appendCdr(buildCdrRow({ callId: 'a' }));
    rows.appendJournal(buildJournalRow());
    rows.appendAlertVersion(buildAlertVersionRow());
    await expect(rows.flush()).rejects.toThrow('disk full');
    expect(rows.pendingRows).toBe(2);
    for (let n = 0; n < 3_000; n += 1) rows.appendCdr(buildCdrRow({ callId: 'b', offset: n }));
    await expect(rows.flush()).rejects.toThrow('disk full');
    failing = '';
    await rows.flush();
    expect(inserted).toEqual(['cdr', 'journal', 'alert_version', 'cdr']);
    expect(await store.engine.query('select count() as n from journal')).toEqual([{ n: 1 }]);
    expect(new Set(await calls())).toEqual(new Set(['a', 'b']));
    expect(rows.pendingRows).toBe(0);
  });

  it('takes rows through a long outage and counts them, then stores each once', async () => {
    let isDown = true;
    const rows = await openStore(
      watched(() => {
        if (isDown) throw new Error('no route');
      }),
    );
    for (let batch = 0; batch < 20; batch += 1) {
      for (let n = 0; n < 100; n += 1) {
        rows.appendCdr(buildCdrRow({ callId: `c${batch}-${n}` }));
        rows.appendJournal(buildJournalRow({ offset: batch * 100 + n }));
      }
      const before = rows.pendingBytes;
      await expect(rows.flush()).rejects.toThrow('no route');
      expect(rows.pendingRows).toBe((batch + 1) * 200);
      expect(rows.pendingBytes).toBe(before);
    }
    isDown = false;
    await rows.flush();
    expect([rows.pendingRows, rows.pendingBytes]).toEqual([0, 0]);
    expect(await store.engine.query('select count() as n, uniq(call_id) as u from cdr')).toEqual([
      { n: 2000, u: 2000 },
    ]);
    expect(await store.engine.query('select count() as n from journal')).toEqual([{ n: 2000 }]);
  });

  it('runs flushes that were called at once one after the other', async () => {
    let running = 0;
    const rows = await openStore(
      watched(async () => {
        running += 1;
        expect(running).toBe(1);
        await Promise.resolve();
        running -= 1;
      }),
    );
    rows.appendCdr(buildCdrRow({ callId: 'a' }));
    const first = rows.flush();
    rows.appendCdr(buildCdrRow({ callId: 'b' }));
    await Promise.all([first, rows.flush(), rows.flush()]);
    expect(await calls()).toEqual(['a', 'b']);
  });
});

describe('adoptCdr', () => {
  const store = migratedEngine();
  const T0 = Date.UTC(2026, 7, 10);
  const DAY = 86_400_000;

  async function legs(): Promise<string[]> {
    const rows = await store.engine.query<{ leg: string }>(
      `select concat(call_id, ' ', toString(toUnixTimestamp64Milli(started_at) - ${T0}), ' ', toString(duration_sec)) as leg
         from call order by leg`,
    );
    return rows.map(({ leg }) => leg);
  }

  it('puts a record under the start of its leg, stored or waiting, within the horizon', async () => {
    const rows = await openStore(store.engine);
    const leg = { subscriber: 's', source: 'x', callId: 'a', interimAt: 0 };
    rows.appendCdr(
      buildCdrRow({
        ...leg,
        event: 'start',
        startedAt: T0,
        at: T0,
        offset: 1,
        durationSecMilli: 0,
      }),
    );
    await rows.flush();
    rows.adoptCdr(
      buildCdrRow({
        ...leg,
        event: 'stop',
        startedAt: T0 + 5000,
        at: T0 + 9000,
        offset: 2,
        durationSecMilli: 4000,
      }),
    );
    rows.adoptCdr(
      buildCdrRow({
        ...leg,
        callId: 'b',
        event: 'stop',
        startedAt: T0 + 7,
        at: T0 + 9,
        offset: 3,
        durationSecMilli: 2,
      }),
    );
    rows.adoptCdr(
      buildCdrRow({
        ...leg,
        callId: 'b',
        event: 'start',
        startedAt: T0 + 6,
        at: T0 + 6,
        offset: 4,
        durationSecMilli: 0,
      }),
    );
    await rows.flush();
    expect(await legs()).toEqual(['a 0 4', 'b 7 0.002']);
    const later = T0 + 9 * DAY;
    rows.adoptCdr(
      buildCdrRow({
        ...leg,
        event: 'stop',
        startedAt: later,
        at: later,
        offset: 5,
        durationSecMilli: 1000,
      }),
    );
    await rows.flush();
    await rows.close();
    expect(await legs()).toEqual(['a 0 4', `a ${9 * DAY} 1`, 'b 7 0.002']);
  });

  it('loses no row when the server forgets the waiting ones', async () => {
    let restarts = 1;
    const forgetful: Engine = {
      command: (sql, params) => store.engine.command(sql, params),
      query: (sql, params) => store.engine.query(sql, params),
      rows: (sql, params) => store.engine.rows(sql, params),
      text: (sql, format) => store.engine.text(sql, format),
      close: () => store.engine.close(),
      insertRowBinary: async (table, columns, bytes) => {
        await store.engine.insertRowBinary(table, columns, bytes);
        if (table === 'cdr' || restarts-- <= 0) return;
        await store.engine.command(`truncate table ${table}`);
      },
    };
    const rows = await openStore(forgetful);
    rows.adoptCdr(buildCdrRow({ subscriber: 'forgotten', callId: 'a' }));
    await rows.flush();
    await rows.close();
    const stored = "select count() as n from cdr where subscriber = 'forgotten'";
    expect(await store.engine.query(stored)).toEqual([{ n: 1 }]);
  });

  it('drops what a writer left that died, and does without it if that writer lives', async () => {
    const DAY_AND_MORE = 2 * DAY;
    const living = await openStore(store.engine);
    living.adoptCdr(buildCdrRow({ subscriber: 'living', callId: 'a' }));
    await living.flush();
    const waiting = "select count() as n from system.tables where startsWith(name, 'cdr_incoming')";
    expect(await store.engine.query(waiting)).toEqual([{ n: 1 }]);
    await (await openStore(store.engine)).close();
    expect(await store.engine.query(waiting)).toEqual([{ n: 1 }]);
    await openStore(store.engine, () => Date.now() + DAY_AND_MORE);
    expect(await store.engine.query(waiting)).toEqual([{ n: 0 }]);
    living.adoptCdr(buildCdrRow({ subscriber: 'living', callId: 'b' }));
    await living.flush();
    await living.close();
    expect(await store.engine.query(waiting)).toEqual([{ n: 0 }]);
    const stored = "select count() as n from cdr where subscriber = 'living'";
    expect(await store.engine.query(stored)).toEqual([{ n: 2 }]);
  });
});
