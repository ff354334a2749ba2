import { expect, it } from 'vitest';
import { followDirectory } from './directory-follow.ts';
import { importDirectory } from './directory-import.ts';
import { LiveDirectory } from './directory-live.ts';
import { LedgerError } from './errors.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { buildEntry, buildImport, minute } from './testing/build-directory.ts';
import { embeddedDatabase } from './testing/embedded-database.ts';

const database = embeddedDatabase();

/** The ledger, and what takes it away. */
function leaving(): { ledger: Ledger; isAway: boolean } {
  const state = {
    isAway: false,
    ledger: {
      ...database.ledger,
      run: async (sql, params) => {
        if (state.isAway) throw new LedgerError('unreachable', 'away');
        return database.ledger.run(sql, params);
      },
    } satisfies Ledger,
  };
  return state;
}

it('stays with the last directory while the ledger is away, and takes the newest after it', async () => {
  const live = new LiveDirectory();
  const told: unknown[] = [];
  const server = leaving();
  await importDirectory(database.ledger, buildImport({ entries: [buildEntry()] }));
  const follower = await followDirectory({
    ledger: server.ledger,
    live,
    everyMs: 10,
    onRead: () => undefined,
    onProblem: (error) => void told.push(error === undefined),
  });
  const knows = (subscriber: string) => live.of(subscriber, minute(1)) !== undefined;
  server.isAway = true;
  await expect.poll(() => follower.problem).toMatch(/directory.*away/);
  await importDirectory(
    database.ledger,
    buildImport({ entries: [buildEntry({ subscriber: 'B' })] }),
  );
  expect([knows('A'), knows('B')]).toEqual([true, false]);
  server.isAway = false;
  await expect.poll(() => knows('B')).toBe(true);
  await expect.poll(() => follower.problem).toBeUndefined();
  await follower.stop();
  // Once each, however long it lasted.
  expect(told).toEqual([false, true]);
});

it('fails at first when there is no ledger, so that who starts can wait', async () => {
  const ledger = openLedger('postgresql://nobody@127.0.0.1:1/none');
  const nothing = () => undefined;
  const live = new LiveDirectory();
  const following = followDirectory({ ledger, live, onRead: nothing, onProblem: nothing });
  await expect(following).rejects.toMatchObject({ code: 'unreachable' });
  await ledger.close();
});
