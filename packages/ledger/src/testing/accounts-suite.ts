import { describe, expect, it } from 'vitest';
import { addAccount, disableAccount, listAccounts, resetAccount } from '../access/account.ts';
import { FAILURES_BEFORE_LOCK, signInLocally } from '../access/local-sign-in.ts';
import { beginSession, useSession } from '../access/session.ts';
import { auditEntries, auditHead } from '../audit.ts';
import type { TestDatabase } from './test-database.ts';

const now = Date.UTC(2026, 3, 1, 9);
const MINUTE_MS = 60_000;
const password = 'correct horse battery';
const grants = [{ role: 'lead', services: ['*'] }] as const;

/** What must hold of local accounts, whichever engine the ledger is in. */
export function describeAccounts(database: Pick<TestDatabase, 'ledger'>): void {
  let count = 0;
  const newName = () => {
    count += 1;
    return `person-${count}`;
  };
  const add = async () => {
    const name = newName();
    await addAccount(database.ledger, { name, password, grants, by: 'abe', now });
    return name;
  };
  const signIn = (name: string, given: string, at = now) =>
    signInLocally(database.ledger, { name, password: given, now: at });
  const fail = async (name: string, times: number, at = now) => {
    for (let i = 1; i < times; i++) await signIn(name, 'wrong', at);
    return signIn(name, 'wrong', at);
  };
  const since = async (work: () => Promise<unknown>) => {
    const { seq } = await auditHead(database.ledger);
    await work();
    return auditEntries(database.ledger, { from: seq + 1, limit: 100 });
  };

  describe('a local account', () => {
    it('is signed in to with its password alone', async () => {
      const name = await add();
      const signedIn = { is: 'signed-in', name, subject: `local:${name}`, grants };
      expect(await signIn(name, password)).toEqual(signedIn);
      expect(await signIn(` ${name.toUpperCase()} `, password)).toEqual(signedIn);
      expect(await signIn(name, `${password} `)).toMatchObject({ is: 'wrong-password' });
      expect(await signIn(name, '')).toMatchObject({ is: 'wrong-password' });
      expect(await signIn('nobody', password)).toEqual({ is: 'unknown' });
    });

    it('takes a password however the keyboard writes its characters', async () => {
      const name = newName();
      const written = 'パスワードは長く長く書くものです';
      await addAccount(database.ledger, { name, password: written, grants, by: 'abe', now });
      expect(await signIn(name, written.normalize('NFD'))).toMatchObject({ is: 'signed-in' });
    });

    it.each([
      ['a name that cannot be', { name: 'Sato Taro' }, 'invalid'],
      ['a name that is not there', { name: '' }, 'invalid'],
      ['a short password', { password: 'fourteen chars' }, 'invalid'],
      ['a very long password', { password: 'x'.repeat(257) }, 'invalid'],
      ['a name that is taken', { name: 'taken' }, 'conflict'],
    ])('is refused for %s', async (_, changes, code) => {
      const account = { name: 'taken', password, grants, by: 'abe', now };
      await addAccount(database.ledger, account).catch(() => undefined);
      await expect(
        addAccount(database.ledger, { ...account, name: 'new', ...changes }),
      ).rejects.toMatchObject({ code });
    });

    it('keeps its password as a hash with its parameters, another for each', async () => {
      await Promise.all([add(), add()]);
      const rows = await database.ledger.run<{ password: string }>(
        'select password from local_account',
      );
      const kept = rows.map((row) => row.password);
      expect(new Set(kept).size).toBe(kept.length);
      for (const each of kept) {
        expect(each).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
      }
    });

    it('is locked after some failures, for longer with each more, up to a limit', async () => {
      const name = await add();
      expect(await fail(name, FAILURES_BEFORE_LOCK - 1)).toMatchObject({ lockedUntil: null });
      let at = now;
      const waits: number[] = [];
      for (let i = 0; i < 6; i++) {
        const failed = await fail(name, 1, at);
        if (failed.is !== 'wrong-password' || failed.lockedUntil === null) throw new Error('open');
        expect(await signIn(name, password, failed.lockedUntil - 1)).toEqual({ is: 'locked' });
        waits.push((failed.lockedUntil - at) / MINUTE_MS);
        at = failed.lockedUntil;
      }
      expect(waits).toEqual([1, 2, 4, 8, 15, 15]);
      expect(await signIn(name, password, at)).toMatchObject({ is: 'signed-in' });
      expect(await fail(name, FAILURES_BEFORE_LOCK - 1, at)).toMatchObject({ lockedUntil: null });
    });

    it('looks at no more passwords where many are tried at once', async () => {
      const name = await add();
      const tried = await Promise.all(
        Array.from({ length: 12 }, (_, n) => signIn(name, n === 11 ? password : `wrong ${n}`)),
      );
      const looked = tried.filter(({ is }) => is === 'wrong-password');
      expect(looked).toHaveLength(FAILURES_BEFORE_LOCK);
      expect(tried.at(-1)).toEqual({ is: 'locked' });
    });

    it('forgets failures of another day', async () => {
      const name = await add();
      await fail(name, FAILURES_BEFORE_LOCK - 1);
      expect(await fail(name, 1, now + 25 * 3_600_000)).toMatchObject({ lockedUntil: null });
    });

    it('is closed to all when it is disabled, and open again with another password', async () => {
      const name = await add();
      const subject = `local:${name}`;
      const begin = { subject, name, way: 'local', grants, freshAt: now, now } as const;
      const { id } = await beginSession(database.ledger, begin);
      await disableAccount(database.ledger, { name, by: 'abe', reason: 'left', now: now + 1 });
      expect(await useSession(database.ledger, id, now + 2)).toBeUndefined();
      expect(await signIn(name, password, now + 2)).toEqual({ is: 'disabled' });
      const reset = { name, password: 'another long password', by: 'abe', now: now + 3 };
      await resetAccount(database.ledger, reset);
      expect(await signIn(name, password, now + 4)).toMatchObject({ is: 'wrong-password' });
      expect(await signIn(name, reset.password, now + 4)).toMatchObject({ is: 'signed-in' });
    });

    it('is unlocked, and who is signed in to it is not, when it is reset', async () => {
      const name = await add();
      const begin = { subject: `local:${name}`, name, way: 'local', grants } as const;
      const { id } = await beginSession(database.ledger, { ...begin, freshAt: now, now });
      await fail(name, FAILURES_BEFORE_LOCK);
      await resetAccount(database.ledger, { name, password, by: 'abe', now: now + 1 });
      expect(await useSession(database.ledger, id, now + 2)).toBeUndefined();
      expect(await signIn(name, password, now + 2)).toMatchObject({ is: 'signed-in' });
    });

    it.each([disableAccount, resetAccount])('has to be there: $name', async (change) => {
      const asked = { name: 'nobody', password, by: 'abe', reason: 'r', now };
      await expect(change(database.ledger, asked)).rejects.toMatchObject({ code: 'conflict' });
    });

    it('is told in the audit log, without passwords and names that nobody has', async () => {
      const told = await since(async () => {
        const name = await add();
        await fail(name, FAILURES_BEFORE_LOCK);
        await signIn(name, 'while locked');
        await signIn('typed-a-password-here', password);
        await resetAccount(database.ledger, { name, password, by: 'ito', now: now + 1 });
        await signIn(name, password, now + 2);
        await disableAccount(database.ledger, { name, by: 'ito', reason: 'left', now: now + 3 });
      });
      const subject = `local:person-${count}`;
      const failed = [subject, 'sign-in.failed', subject];
      expect(told.map((entry) => [entry.actor, entry.action, entry.subject])).toEqual([
        ['abe', 'account.added', subject],
        ...Array.from({ length: FAILURES_BEFORE_LOCK }, () => failed),
        ['auto', 'account.locked', subject],
        ['ito', 'account.reset', subject],
        ['ito', 'account.disabled', subject],
      ]);
      expect(JSON.stringify(told)).not.toMatch(/horse|wrong"|typed|argon2|while locked/);
    });

    it('is listed without its password', async () => {
      const name = await add();
      const listed = await listAccounts(database.ledger);
      expect(listed.find((account) => account.name === name)).toEqual({
        name,
        grants,
        at: now,
        by: 'abe',
        signedInAt: null,
        failures: 0,
        lockedUntil: null,
        disabledAt: null,
        disabledBy: null,
      });
    });
  });
}
