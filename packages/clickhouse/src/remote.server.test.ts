import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from './engine.ts';
import { migrate } from './migrate.ts';
import { openRemoteEngine } from './open-engine.ts';
import { openStore } from './store.ts';
import { buildAlertVersionRow, buildCdrRow, buildJournalRow } from './test-rows.ts';

const url = process.env['CLICKHOUSE_URL'] ?? 'http://CLICKHOUSE_URL-is-not-set';
const database = `test_${randomBytes(6).toString('hex')}`;

describe('openRemoteEngine', () => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await openRemoteEngine({ url, database });
    await migrate(engine);
    await engine.command('create table t (n UInt64, s String) engine = MergeTree order by n');
  });
  afterAll(async () => {
    await engine.command(`drop database if exists ${database} sync`);
    await engine.close();
  });

  it('makes its database, answers with rows and binds parameters', async () => {
    expect(await engine.query('select currentDatabase() as d')).toEqual([{ d: database }]);
    const s = "it's \\ ; \n\t é";
    await engine.command('insert into t values ({n:UInt64}, {s:String})', { n: 7, s });
    expect(await engine.query('select * from t where s = {s:String}', { s })).toEqual([
      { n: 7, s },
    ]);
    expect(await engine.text('select 1 as n', 'CSVWithNames')).toBe('"n"\n1\n');
  });

  it('reads many rows block by block and in order, and may be left early', async () => {
    let next = 0;
    let blocks = 0;
    const sql = 'select number as n, toString(n) as s from numbers({count:UInt32})';
    for await (const block of engine.rows<{ n: number; s: string }>(sql, { count: 500_000 })) {
      blocks += 1;
      for (const { n, s } of block) {
        if (n !== next || s !== `${next}`) throw new Error(`row ${next} is ${n}, ${s}`);
        next += 1;
      }
    }
    expect(next).toBe(500_000);
    expect(blocks).toBeGreaterThan(3);
    for await (const block of engine.rows(sql, { count: 500_000 })) {
      if (block.length > 0) break;
    }
    expect(await Array.fromAsync(engine.rows('select 1 as n where 0'))).toEqual([]);
  });

  it('throws what the server refuses, also half way', async () => {
    const refused = { code: 'engine-query', cause: { code: '60' } };
    await expect(engine.query('select * from absent')).rejects.toMatchObject(refused);
    await expect(engine.insertRowBinary('absent', ['n'], Uint8Array.of(1))).rejects.toMatchObject(
      refused,
    );
    await expect(Array.fromAsync(engine.rows('select * from absent'))).rejects.toMatchObject(
      refused,
    );
    const broken = engine.rows('select throwIf(number = 5000000) as n from numbers(10000000)');
    await expect(Array.fromAsync(broken)).rejects.toThrow();
  });

  it('stores batches of several writers at once, each leg under one start', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => openStore(engine)));
    const at = Date.UTC(2026, 3, 1);
    for (const [writer, store] of stores.entries()) {
      for (let offset = 0; offset < 500; offset += 1) {
        const leg = { subscriber: `w${writer}`, callId: `c${offset % 250}`, partition: writer };
        const event = offset < 250 ? ('start' as const) : ('stop' as const);
        store.adoptCdr(
          buildCdrRow({ ...leg, offset, event, startedAt: at + offset, at: at + offset }),
        );
        store.appendJournal(buildJournalRow({ ...leg, offset }));
      }
      store.appendAlertVersion(buildAlertVersionRow({ alertId: `w${writer}` }));
    }
    await Promise.all(stores.map((store) => store.flush()));
    const legs = `select subscriber, count() as legs, uniq(started_at) as starts, max(last_event) as last
      from call group by subscriber order by subscriber`;
    expect(await engine.query(legs)).toEqual(
      [0, 1, 2].map((n) => ({ subscriber: `w${n}`, legs: 250, starts: 250, last: 'stop' })),
    );
    const tables = "select count() as n from system.tables where startsWith(name, 'cdr_incoming')";
    expect(await engine.query(`${tables} and database = currentDatabase()`)).toEqual([{ n: 3 }]);
    await Promise.all(stores.map((store) => store.close()));
    expect(await engine.query(`${tables} and database = currentDatabase()`)).toEqual([{ n: 0 }]);
  });
});

describe('openRemoteEngine and a server that is gone', () => {
  let silent: Server;
  let port: number;

  beforeAll(async () => {
    silent = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    port = (silent.address() as AddressInfo).port;
  });
  afterEach(() => silent.removeAllListeners('connection'));
  afterAll(() => silent.close());

  it('tells apart who does not answer in time', async () => {
    const opened = openRemoteEngine({ url: `http://127.0.0.1:${port}`, requestTimeoutMs: 200 });
    await expect(opened).rejects.toMatchObject({ code: 'engine-unreachable' });
  });

  it('tells apart who breaks off or refuses', async () => {
    silent.on('connection', (socket) => socket.destroy());
    const broken = openRemoteEngine({ url: `http://127.0.0.1:${port}` });
    await expect(broken).rejects.toMatchObject({ code: 'engine-unreachable' });
    const refused = openRemoteEngine({ url: 'http://127.0.0.1:1' });
    await expect(refused).rejects.toMatchObject({ code: 'engine-unreachable' });
  });

  it('refuses more once closed', async () => {
    const engine = await openRemoteEngine({ url, database: 'default' });
    await Promise.all([engine.close(), engine.close()]);
    await expect(engine.query('select 1')).rejects.toMatchObject({ code: 'engine-closed' });
  });
});
