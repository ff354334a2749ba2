import { describe, expect, it } from 'vitest';
import { openLedger } from './ledger.ts';
import { migrateLedger } from './migrate.ts';
import { testDatabase } from './testing/test-database.ts';

const database = testDatabase();

function elsewhere(change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.href;
}

describe('the ledger', () => {
  it.each([
    ['nothing listens', (url: URL) => (url.port = '1'), 'unreachable'],
    ['there is no such database', (url: URL) => (url.pathname = '/absent'), 'refused'],
    ['there is no such user', (url: URL) => (url.username = 'absent'), 'refused'],
  ])('says when %s', async (_, change, code) => {
    const url = elsewhere((given) => void change(given));
    const ledger = openLedger(url);
    await expect(ledger.run('select 1')).rejects.toMatchObject({ name: 'LedgerError', code });
    await expect(migrateLedger(url)).rejects.toMatchObject({ code });
    await ledger.close();
  });

  it.each([
    ['select absent', 'query'],
    ['select * from absent', 'not-migrated'],
    ['select pg_terminate_backend(pg_backend_pid())', 'unreachable'],
  ])('%s is %s, and the next statement works', async (sql, code) => {
    const ledger = openLedger(database.url, { connections: 1 });
    await expect(ledger.run(sql)).rejects.toMatchObject({ code });
    await expect(ledger.transaction((run) => run(sql))).rejects.toMatchObject({ code });
    expect(await ledger.run('select 1 as one_more')).toEqual([{ oneMore: 1 }]);
    await ledger.close();
  });

  it('counts as unreachable when no answer comes in time', async () => {
    const ledger = openLedger(database.url, { connections: 1, timeoutMs: 200 });
    await expect(ledger.run('select pg_sleep(2)')).rejects.toMatchObject({ code: 'unreachable' });
    expect(await ledger.run('select 1 as one')).toEqual([{ one: 1 }]);
    await ledger.close();
  });

  it('takes back what a transaction did before it failed', async () => {
    const work = database.ledger.transaction(async (run) => {
      await run("insert into dry_run_barring values ('half', 'ip', 's', 'international', now())");
      throw new Error('half way');
    });
    await expect(work).rejects.toThrow('half way');
    expect(await database.ledger.run('select * from dry_run_barring')).toEqual([]);
  });
});
