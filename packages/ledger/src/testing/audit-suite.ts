import { buildDecision } from '@sekisho/restrictions/testing';
import { describe, expect, it } from 'vitest';
import { acknowledge, lapseAcknowledgements } from '../acknowledgement.ts';
import { type AuditRecord, appendAudit, auditEntries, auditHead } from '../audit.ts';
import { verifyAudit } from '../audit-verify.ts';
import { caseIdOf, openCase } from '../case.ts';
import { noteContact } from '../case-contact.ts';
import { beginHold, endHold } from '../hold.ts';
import { takeLease } from '../lease.ts';
import { requestRelease } from '../people.ts';
import { recordDecision } from '../record-decision.ts';
import { beginSilence, endSilence } from '../silence.ts';
import { undoLast } from '../undo.ts';
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

    it('tells of who takes a case, asks the customer, takes back and silences', async () => {
      const { ledger } = database;
      const decision = buildDecision(now);
      const { alertId, service, subscriber, restrictionId } = decision;
      const caseId = caseIdOf(alertId);
      const lease = await takeLease(ledger, { service, subscriber, owner: 'o', now, forMs: 9 });
      const first = { state: 'applying', reason: 'decided' } as const;
      await recordDecision(ledger, decision, first, { lease: lease!, now });
      const contact = { caseId, how: 'phone', reached: 'Tanaka', keepBarred: true } as const;
      const silence = { service: 'hikari', subscriber: 'N1', until: now + 60_000, now };
      const told = await since(async () => {
        await acknowledge(ledger, { subjectId: caseId, by: 'sato', now: now + 1 });
        const over = { subjectId: caseId, by: 'abe', reason: 'night shift' };
        await acknowledge(ledger, { ...over, now: now + 2 });
        const note = 'call 0312345678';
        await noteContact(ledger, { ...contact, by: 'abe', outcome: 'no-answer', note, now });
        await undoLast(ledger, { restrictionId, by: 'abe', reason: 'wrong line', now: now + 3 });
        const begun = await beginSilence(ledger, { ...silence, by: 'abe', reason: 'works' });
        const { silenceId } = begun;
        await endSilence(ledger, { silenceId, by: 'ito', reason: 'done', now: now + 4 });
      });
      expect(told.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
        ['sato', 'case.acknowledged', caseId],
        ['abe', 'case.acknowledged', caseId],
        ['abe', 'case.contacted', caseId],
        ['abe', 'restriction.undone', restrictionId],
        ['abe', 'restriction.released', restrictionId],
        ['abe', 'silence.begun', 'hikari'],
        ['ito', 'silence.ended', 'hikari'],
      ]);
      const details = told.map(({ detail }) => JSON.parse(detail));
      expect(details[0]).toEqual({ reason: '', takenOverFrom: null });
      expect(details[1]).toEqual({ reason: 'night shift', takenOverFrom: 'sato' });
      expect(details[2]).toEqual({
        reason: 'call ***',
        how: 'phone',
        outcome: 'no-answer',
        verdictId: null,
        released: [],
        alertId,
      });
      expect(details[3]).toMatchObject({ reason: 'wrong line', restrictionId, state: 'released' });
      expect(details[5]).toMatchObject({ reason: 'works', subscriber: 'N1' });
      expect(details[6]).toMatchObject({ reason: 'done', begunBy: 'abe', subscriber: 'N1' });
      expect(told[6]).toMatchObject({ at: now + 4 });
    });

    it('tells of an acknowledgement that lapsed by itself', async () => {
      const { ledger } = database;
      const opening = { alertId: 'a-lapse', service: 'ip', subscriber: 'S', openedAt: now };
      const caseId = await ledger.transaction((run) => openCase(run, opening));
      await acknowledge(ledger, { subjectId: caseId, by: 'sato', now });
      await ledger.run('update fraud_case set grew_at = $2 where case_id = $1', [
        caseId,
        new Date(now + 20),
      ]);
      const told = await since(() => lapseAcknowledgements(ledger, { afterMs: 10, now: now + 25 }));
      expect(told).toMatchObject([
        { actor: 'auto', action: 'case.acknowledgement-lapsed', subject: caseId, at: now + 25 },
      ]);
      expect(JSON.parse(told[0]!.detail)).toMatchObject({ acknowledgedBy: 'sato' });
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
