import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ledger, openEmbeddedLedger } from '@sekisho/ledger';
import { createLog } from '@sekisho/runtime';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { createAskProcess } from './control-client.ts';
import { startControlServer } from './control-server.ts';
import type { Operations } from './operations.ts';
import { createRemoteLedger } from './remote-ledger.ts';

const folder = mkdtempSync(join(tmpdir(), 'sekisho-sessions-'));
let ledger: Ledger;

beforeAll(async () => {
  ledger = await openEmbeddedLedger(join(folder, 'ledger'));
  await ledger.run('create table thing (name text primary key, at timestamptz)');
});
afterAll(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);
beforeEach(() => ledger.run('delete from thing'));

async function remote(): Promise<Ledger> {
  const server = await startControlServer({} as Operations, ledger, createLog('test', 'silent'));
  onTestFinished(() => server.stop());
  return createRemoteLedger(createAskProcess(server));
}

it('runs statements and transactions of another process', async () => {
  const theirs = await remote();
  await theirs.transaction(async (run) => {
    await run('insert into thing values ($1, $2)', ['a', new Date(5)]);
    await run('insert into thing values ($1, $2)', ['b', null]);
  });
  const rows = await theirs.run('select * from thing where name = any($1) order by name', [
    ['a', 'b'],
  ]);
  expect(rows).toEqual([
    { name: 'a', at: 5 },
    { name: 'b', at: null },
  ]);
});

it('takes a transaction back that fails, and tells what failed', async () => {
  const theirs = await remote();
  const failing = theirs.transaction(async (run) => {
    await run("insert into thing values ('a', now())");
    await run("insert into thing values ('a', now())");
  });
  await expect(failing).rejects.toMatchObject({ name: 'LedgerError', code: 'conflict' });
  expect(await ledger.run('select * from thing')).toEqual([]);
  await expect(
    theirs.transaction(() => Promise.reject(new Error('changed my mind'))),
  ).rejects.toThrow('changed my mind');
});

it('gives up a transaction whose process is gone, and lets the others go on', async () => {
  const theirs = await remote();
  const begun = Promise.withResolvers<void>();
  const abandoned = theirs.transaction(async (run) => {
    await run("insert into thing values ('a', now())");
    begun.resolve();
    await new Promise((resolve) => setTimeout(resolve, 6000));
    await run("insert into thing values ('b', now())");
  });
  abandoned.catch(() => undefined);
  await begun.promise;
  expect(await ledger.run('select * from thing')).toEqual([]);
  await expect(abandoned).rejects.toMatchObject({ code: 'conflict' });
});
