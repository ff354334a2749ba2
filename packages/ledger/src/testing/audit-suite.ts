import { buildDecision } from '@sekisho/restrictions/testing';
import { describe, expect, it } from 'vitest';
import { type AuditRecord, appendAudit, auditEntries, auditHead } from '../audit.ts';
import { verifyAudit } from '../audit-verify.ts';
import { beginHold, endHold } from '../hold.ts';
import { takeLease } from '../lease.ts';
import { requestRelease } from '../people.ts';
import { recordDecision } from '../record-decision.ts';
import { giveVerdict } from '../verdict.ts';
import type { TestDatabase } from './test-database.ts';

const now = Date.UTC(2026, 3, 1, 9);

function buildRecord(changes: Partial<AuditRecord> = {}): AuditRecord {
  return { at: now, actor: 'sato', action: 'thing.done', subject: 's-1', detail: {}, ...changes };
}

/** What must hold of the audit log, whichever engine the ledger is in. */
export function describeAudit(database: Pick<TestDatabase, 'ledger'>): void {
  const since = async (work: () => Promise<unknown>) => {
    const { seq } = await auditHead(database.ledger);
    await work();
    return auditEntries(database.ledger, { from: seq + 1, limit: 100 });
  };

  /** As somebody could who owns the database. */
  const tamper = async (sql: string, restore: string) => {
    const unguarded = (statement: string) =>
      database.ledger.run(
        `alter table audit_log disable trigger all; ${statement}; alter table audit_log enable trigger all`,
      );
    await unguarded(sql);
    const found = await verifyAudit(database.ledger);
    await unguarded(restore);
    return found;
  };

  describe('the audit log', () => {
    it('tells of each decision, transition, hold and verdict in its transaction', async () => {
      const { ledger } = database;
      const decision = buildDecision(now);
      const { service, subscriber, restrictionId, alertId, scope } = decision;
      const request = { by: 'sato', reason: 'asked', now: now + 5 };
      const told = await since(async () => {
        const lease = await takeLease(ledger, { service, subscriber, owner: 'o', now, forMs: 9 });
        const first = { state: 'proposed', reason: 'stale' } as const;
        await recordDecision(ledger, decision, first, { lease: lease!, now });
        await requestRelease(ledger, { restrictionId, ...request });
        await beginHold(ledger, { service: 'hikari', ...request });
        await endHold(ledger, { service: 'hikari', ...request, by: 'abe' });
        await giveVerdict(ledger, { alertId, verdict: 'ours', ...request });
      });
      expect(told.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
        ['auto', 'restriction.proposed', restrictionId],
        ['sato', 'restriction.released', restrictionId],
        ['sato', 'hold.begun', 'hikari'],
        ['abe', 'hold.ended', 'hikari'],
        ['sato', 'verdict.given', alertId],
      ]);
      expect(JSON.parse(told[1]!.detail)).toEqual({
        reason: 'asked',
        seq: 2,
        from: 'proposed',
        cause: 'declined',
        until: new Date(decision.until).toISOString(),
        decidedBy: 'auto',
        alertId,
        service,
        subscriber,
        kind: 'fraud',
        scope,
      });
      expect(told[1]).toMatchObject({ at: now + 5, previousHash: told[0]!.hash });
    });

    it('tells nothing of what was rolled back', async () => {
      const told = await since(() =>
        database.ledger
          .transaction(async (run) => {
            await appendAudit({ run }, buildRecord());
            throw new Error('no');
          })
          .catch(() => undefined),
      );
      expect(told).toEqual([]);
    });

    it('is one chain without a gap, however many write at once', async () => {
      const { ledger } = database;
      const told = await since(() =>
        Promise.all(
          Array.from({ length: 30 }, (_, n) =>
            ledger.transaction(async (run) => {
              // Two locks, in no order that all keep to.
              await run(
                'insert into verdict (alert_id, verdict, by, reason, at) values ($1, $2, $3, $4, $5)',
                [`a-${n}`, 'ours', 'abe', 'r', new Date(now)],
              );
              await run('update directory_version set version = version');
              if (n % 3 === 0) await appendAudit({ run }, buildRecord({ subject: `n-${n}` }));
            }),
          ),
        ),
      );
      expect(told).toHaveLength(40);
      const { broken, count, head } = await verifyAudit(ledger);
      expect({ broken, count }).toEqual({ broken: null, count: head.seq });
      expect(head).toEqual(await auditHead(ledger));
    });

    it.each([
      ['update audit_log set actor = $1', ['me']],
      ['delete from audit_log where seq > $1', [0]],
      ['truncate audit_log', []],
      ['delete from audit_head', []],
    ])('refuses %s', async (sql, params) => {
      await appendAudit(database.ledger, buildRecord());
      await expect(database.ledger.run(sql, params)).rejects.toThrow('only added to');
    });

    it.each([
      ['my number is 090-1234-5678, call', 'my number is ***, call'],
      ['+44 20 7946 0958 and 00810312345678', '*** and ***'],
      ['0033010441234567', '***'],
      ['819012345678', '***'],
      ['case 20261001-4711 of 2026-10-01 12:30, ¥1,234,567', 'as it is'],
      ['r-0123456789abcdef, a-1234567890123456 and x0312345678', 'as it is'],
    ])('keeps no number that a person writes: %s', async (reason, kept) => {
      const detail = { reason, subscriber: '0312345678', at: 1_760_000_000_000 };
      const [told] = await since(() => appendAudit(database.ledger, buildRecord({ detail })));
      const expected = kept === 'as it is' ? reason : kept;
      expect(JSON.parse(told!.detail)).toEqual({ ...detail, reason: expected });
    });

    it.each([
      ['changed', `update audit_log set actor = 'x' where seq = 2`, 'content', 2],
      ['re-hashed', `update audit_log set hash = 'x' where seq = 2`, 'content', 2],
      ['linked elsewhere', `update audit_log set previous_hash = 'x' where seq = 2`, 'link', 2],
    ])('shows where an entry was %s', async (_, sql, fault, seq) => {
      for (let i = 0; i < 3; i++) await appendAudit(database.ledger, buildRecord());
      const [kept] = await auditEntries(database.ledger, { from: 2, limit: 1_000_000 });
      const { actor, hash, previousHash } = kept!;
      const restore = `update audit_log set actor = '${actor}', hash = '${hash}', previous_hash = '${previousHash}' where seq = 2`;
      expect((await tamper(sql, restore)).broken).toEqual({ seq, fault });
      expect((await verifyAudit(database.ledger)).broken).toBeNull();
    });

    it('shows where an entry is missing, in the middle and at the end', async () => {
      const { ledger } = database;
      await appendAudit(ledger, buildRecord());
      await ledger.run('create table kept as select * from audit_log');
      const { seq } = await auditHead(ledger);
      for (const gone of [2, seq]) {
        const found = await tamper(
          `delete from audit_log where seq = ${gone}`,
          `insert into audit_log select * from kept where seq = ${gone}`,
        );
        expect(found.broken).toEqual({ seq: gone, fault: 'missing' });
      }
    });

    it('finds a hash that was kept, and misses that of a chain made anew', async () => {
      const { ledger } = database;
      await appendAudit(ledger, buildRecord());
      const kept = await auditHead(ledger);
      await appendAudit(ledger, buildRecord());
      const verify = async (expect: string, from: number) =>
        (await verifyAudit(ledger, { expect, from })).isExpectedFound;
      expect(await verify(kept.hash, 1)).toBe(true);
      expect(await verify(kept.hash, kept.seq + 1)).toBe(true);
      expect(await verify('0'.repeat(64), 1)).toBe(true);
      expect(await verify('f'.repeat(64), 1)).toBe(false);
      expect((await verifyAudit(ledger)).isExpectedFound).toBeNull();
    });

    it('lists what was done to one thing', async () => {
      const { ledger } = database;
      for (const subject of ['s-7', 's-8', 's-7']) {
        await appendAudit(ledger, buildRecord({ subject, action: `${subject}.done` }));
      }
      const listed = await auditEntries(ledger, { from: 1, subject: 's-7', limit: 10 });
      expect(listed.map(({ action }) => action)).toEqual(['s-7.done', 's-7.done']);
    });
  });
}
