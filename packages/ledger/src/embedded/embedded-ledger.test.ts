import fs from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { deleteDryRunBarring, dryRunBarrings, putDryRunBarring } from '../dry-run-barrings.ts';
import { embeddedDatabase } from '../testing/embedded-database.ts';
import { openEmbeddedLedger } from './embedded-ledger.ts';

const database = embeddedDatabase();
const barring = { key: 'k', service: 'ip', subscriber: 's', scope: 'international', until: 2000 };

afterEach(() => vi.restoreAllMocks());

describe('an embedded ledger', () => {
  it('takes and gives values as a server and its client do', async () => {
    const values = [
      ['timestamptz', new Date(5), 5],
      ['timestamptz', 'infinity', Number.POSITIVE_INFINITY],
      ['timestamptz[]', [new Date(5)], [new Date(5)]],
      ['text[]', ['a', '', 'b"\\,{}', '電'], ['a', '', 'b"\\,{}', '電']],
      ['text[]', [], []],
      ['text', 5, '5'],
      ['text', null, null],
      ['text', undefined, null],
      ['integer', 5, 5],
      ['int8', '9007199254740993', '9007199254740993'],
      ['double precision', 0.1, 0.1],
      ['numeric', '1.50', '1.50'],
      ['boolean', false, false],
      ['jsonb', '{"a":[null,"x"]}', { a: [null, 'x'] }],
      ['jsonb', 'null', null],
      ['bytea', Buffer.from([0, 255]), Buffer.from([0, 255])],
    ] as const;
    const columns = values.map(([type], i) => `$${i + 1}::${type} as v_${i}`).join(', ');
    const [row] = await database.ledger.run<Record<string, unknown>>(
      `select ${columns}`,
      values.map(([, given]) => given),
    );
    expect(Object.values(row!)).toEqual(values.map(([, , expected]) => expected));
  });

  it.each([
    ['select absent', 'query'],
    ['select * from absent', 'not-migrated'],
    ['insert into migration values (1)', 'query'],
    ["insert into migration values (1, '', '')", 'conflict'],
  ])('%s is %s, and the next statement works', async (sql, code) => {
    const { ledger } = database;
    await expect(ledger.run(sql)).rejects.toMatchObject({ name: 'LedgerError', code });
    await expect(ledger.transaction((run) => run(sql))).rejects.toMatchObject({ code });
    expect(await ledger.run('select 1 as one_more')).toEqual([{ oneMore: 1 }]);
  });

  it('takes back what a transaction did before it failed', async () => {
    const failing = database.ledger.transaction(async (run) => {
      await putDryRunBarring({ ...database.ledger, run }, barring);
      throw new Error('half way');
    });
    await expect(failing).rejects.toThrow(/^half way$/);
    expect(await dryRunBarrings(database.ledger, 0)).toEqual([]);
  });

  it('tells of what only the commit finds', async () => {
    const follower = `insert into directory_line values ('l', 'l', 's', now(), 'infinity', '2000-01-01')`;
    await expect(database.ledger.transaction((run) => run(follower))).rejects.toMatchObject({
      name: 'LedgerError',
      code: 'query',
    });
    const swallowing = database.ledger.transaction((run) => run('select absent').catch(() => []));
    await expect(swallowing).rejects.toMatchObject({ name: 'LedgerError' });
  });

  it('lets others wait for a transaction', async () => {
    const told: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = database.ledger.transaction(async (run) => {
      await run('select 1');
      await promise;
      await run('select 1');
      told.push('transaction');
    });
    const second = database.ledger.run('select 1').then(() => told.push('statement'));
    resolve();
    await Promise.all([first, second]);
    expect(told).toEqual(['transaction', 'statement']);
  });

  it('refuses at once who would wait for their own transaction', async () => {
    const { ledger } = database;
    const uses = [() => ledger.run('select 1'), () => ledger.transaction((run) => run('select 1'))];
    for (const use of uses) {
      await expect(ledger.transaction(use)).rejects.toMatchObject({
        code: 'query',
        message: expect.stringContaining('use the `run`'),
      });
    }
    // What goes on after the transaction may use the ledger.
    const { promise, resolve } = Promise.withResolvers<void>();
    const after = await ledger.transaction(async () => [promise.then(() => uses[0]!())]);
    resolve();
    await Promise.all(after);
  });

  it('has on the disk what it has committed', async () => {
    const sync = vi.spyOn(fs, 'fsyncSync');
    await putDryRunBarring(database.ledger, barring);
    expect(sync).toHaveBeenCalledTimes(1);
    await dryRunBarrings(database.ledger, 0);
    expect(sync).toHaveBeenCalledTimes(1);
    await deleteDryRunBarring(database.ledger, barring.key);
    expect(sync).toHaveBeenCalledTimes(2);
  });

  it('keeps its folder to the owner', async () => {
    expect((await stat(database.dir)).mode & 0o777).toBe(0o700);
  });

  it('is made again where a crash left half of one, and has its content when opened again', async () => {
    const dir = `${database.dir}-2`;
    await mkdir(`${dir}.new`);
    await writeFile(join(`${dir}.new`, 'PG_VERSION'), '18');
    const first = await openEmbeddedLedger(dir);
    await first.run('create table t as select 1 as n');
    await Promise.all([first.close(), first.close()]);
    await expect(first.run('select 1')).rejects.toMatchObject({ name: 'LedgerError' });
    const second = await openEmbeddedLedger(dir);
    expect(await second.run('select n from t')).toEqual([{ n: 1 }]);
    await second.close();
  });

  it('says which folder it cannot open', async () => {
    const file = join(database.dir, 'PG_VERSION');
    await expect(openEmbeddedLedger(file)).rejects.toMatchObject({
      name: 'LedgerError',
      message: expect.stringContaining(file),
    });
  });
});
