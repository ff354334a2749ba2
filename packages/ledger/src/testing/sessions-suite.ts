import { describe, expect, it } from 'vitest';
import {
  beginSession,
  endSession,
  findSession,
  openSessions,
  revokeSessions,
  SESSION_IDLE_MS,
  SESSION_LONGEST_MS,
  useSession,
} from '../access/session.ts';
import { auditEntries, auditHead } from '../audit.ts';
import type { TestDatabase } from './test-database.ts';

const now = Date.UTC(2026, 3, 1, 9);
const MINUTE_MS = 60_000;

/** What must hold of sessions, whichever engine the ledger is in. */
export function describeSessions(database: Pick<TestDatabase, 'ledger'>): void {
  const begin = (changes: { subject?: string; now?: number; replaces?: string } = {}) =>
    beginSession(database.ledger, {
      subject: 'oidc:7',
      name: 'Sato',
      way: 'oidc',
      grants: [{ role: 'operator', services: ['hikari'] }],
      freshAt: null,
      now,
      ...changes,
    });
  const use = (id: string, at: number) => useSession(database.ledger, id, at);

  describe('a session', () => {
    it('is found by the id that it was given, and by no other', async () => {
      const { id, ...session } = await begin();
      expect(await use(id, now)).toEqual(session);
      expect(session).toMatchObject({
        grants: [{ role: 'operator', services: ['hikari'] }],
        freshAt: null,
        until: now + SESSION_LONGEST_MS,
      });
      expect(await use(`${id}0`, now)).toBeUndefined();
      expect(await use('', now)).toBeUndefined();
    });

    it('is not to be had from what the ledger keeps', async () => {
      const { id } = await begin();
      const rows = await database.ledger.run('select * from console_session');
      expect(JSON.stringify(rows)).not.toContain(id);
      const [kept] = await database.ledger.run<{ idHash: string }>(
        'select id_hash from console_session order by session_no desc limit 1',
      );
      expect(await use(kept!.idHash, now)).toBeUndefined();
    });

    it('ends when it was not used for half an hour', async () => {
      const { id } = await begin();
      const late = now + SESSION_IDLE_MS - 1;
      expect(await use(id, late)).toBeDefined();
      expect(await use(id, late + SESSION_IDLE_MS - 1)).toBeDefined();
      expect(await use(id, late + 2 * SESSION_IDLE_MS)).toBeUndefined();
    });

    it('does not last longer for being looked at', async () => {
      const { id } = await begin();
      expect(await findSession(database.ledger, id, now + SESSION_IDLE_MS - 1)).toBeDefined();
      expect(await findSession(database.ledger, id, now + SESSION_IDLE_MS)).toBeUndefined();
    });

    it('ends after a shift, however much it is used', async () => {
      const { id } = await begin();
      for (let at = now; at < now + SESSION_LONGEST_MS; at += 20 * MINUTE_MS) {
        expect(await use(id, at)).toBeDefined();
      }
      expect(await use(id, now + SESSION_LONGEST_MS)).toBeUndefined();
    });

    it('ends when it is ended, once, and one beside it goes on', async () => {
      const [one, other] = [await begin(), await begin()];
      const end = { id: one.id, because: 'signed-out', now: now + 1 } as const;
      const { seq } = await auditHead(database.ledger);
      await endSession(database.ledger, { ...end, by: 'oidc:7' });
      await endSession(database.ledger, { ...end, by: 'local:abe' });
      expect(await use(one.id, now + 2)).toBeUndefined();
      expect(await use(other.id, now + 2)).toBeDefined();
      const told = await auditEntries(database.ledger, { from: seq + 1, limit: 10 });
      expect(told.map(({ actor, action }) => [actor, action])).toEqual([
        ['oidc:7', 'session.ended'],
      ]);
    });

    it('takes the place of the one that the browser had, whosever that was', async () => {
      const before = await begin({ subject: 'oidc:8' });
      const after = await begin({ replaces: before.id });
      expect(after.id).not.toBe(before.id);
      expect(await use(before.id, now)).toBeUndefined();
      expect(await use(after.id, now)).toBeDefined();
    });

    it('can be revoked, one or all of a person', async () => {
      const subject = 'oidc:revoked';
      const sessions = [await begin({ subject }), await begin({ subject }), await begin()];
      const revoke = { subject, by: 'local:abe', because: 'revoked', now } as const;
      const { sessionNo } = sessions[0]!;
      expect(await openSessions(database.ledger, { subject, now })).toHaveLength(2);
      expect(await revokeSessions(database.ledger, { ...revoke, sessionNo })).toBe(1);
      expect(await use(sessions[1]!.id, now)).toBeDefined();
      expect(await revokeSessions(database.ledger, revoke)).toBe(1);
      const open = await Promise.all(sessions.map(({ id }) => use(id, now)));
      expect(open.map((session) => session?.subject)).toEqual([undefined, undefined, 'oidc:7']);
      expect(await openSessions(database.ledger, { subject, now })).toEqual([]);
    });

    it('is told in the audit log, without its id', async () => {
      const { seq } = await auditHead(database.ledger);
      const { id, sessionNo } = await begin();
      const [told] = await auditEntries(database.ledger, { from: seq + 1, limit: 10 });
      expect(told).toMatchObject({ at: now, actor: 'oidc:7', action: 'session.begun' });
      expect(JSON.parse(told!.detail)).toMatchObject({ session: sessionNo, way: 'oidc' });
      expect(JSON.stringify(told)).not.toContain(id);
    });

    it('is forgotten a month after its end', async () => {
      const { sessionNo } = await begin({ now: now - 32 * 86_400_000 });
      await begin();
      const kept = await database.ledger.run(
        'select 1 from console_session where session_no = $1',
        [sessionNo],
      );
      expect(kept).toEqual([]);
    });
  });
}
