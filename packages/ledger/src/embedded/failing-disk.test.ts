import fs from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';
import { embeddedDatabase } from '../testing/embedded-database.ts';
import { openEmbeddedLedger } from './embedded-ledger.ts';

const database = embeddedDatabase();

afterEach(() => vi.restoreAllMocks());

function fail(): never {
  throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
}

it('asks nothing of the engine while the disk is almost full', async () => {
  const { ledger } = database;
  const full = { ...fs.statfsSync(database.dir), bavail: 1 };
  const asked = vi.spyOn(fs, 'statfsSync').mockReturnValue(full);
  const use = () => ledger.transaction((run) => run('select 1 as one'));
  for (const work of [use, () => ledger.run('select 1')]) {
    await expect(work()).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('make room'),
    });
  }
  asked.mockRestore();
  expect(await use()).toEqual([{ one: 1 }]);
});

it.each(['fsyncSync', 'writeSync'] as const)(
  'stops where %s fails, and goes on when opened again',
  async (operation) => {
    const dir = `${database.dir}-${operation}`;
    const first = await openEmbeddedLedger(dir);
    await first.run('create table t (n integer)');
    await first.run('insert into t values (1)');
    const failing = vi.spyOn(fs, operation).mockImplementation(fail);
    const stopped = {
      name: 'LedgerError',
      code: 'stopped',
      message: expect.stringContaining('EIO'),
    };
    await expect(first.run('insert into t values (2)')).rejects.toMatchObject(stopped);
    failing.mockRestore();
    await expect(first.run('select 1')).rejects.toMatchObject(stopped);
    await expect(first.transaction((run) => run('select 1'))).rejects.toMatchObject(stopped);
    await expect(first.close()).rejects.toMatchObject(stopped);
    const second = await openEmbeddedLedger(dir);
    // The one in question may have got there, the one before it must.
    expect(await second.run('select n from t where n = 1')).toEqual([{ n: 1 }]);
    await second.run('insert into t values (3)');
    await second.close();
  },
);

it('says that it cannot be opened where it cannot be written', async () => {
  const dir = `${database.dir}-3`;
  vi.spyOn(fs, 'writeSync').mockImplementation(fail);
  await expect(openEmbeddedLedger(dir)).rejects.toMatchObject({ code: 'stopped' });
  vi.restoreAllMocks();
  await openEmbeddedLedger(dir).then((ledger) => ledger.close());
});
