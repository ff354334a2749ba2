import { buildDecision } from '@sekisho/restrictions/testing';
import { describe, expect, it } from 'vitest';
import {
  type CaseFacts,
  caseIdOf,
  casesBeside,
  casesOf,
  historyOf,
  noteFacts,
  openCase,
  readCase,
} from '../case.ts';
import { contactsOf, noteContact } from '../case-contact.ts';
import { takeLease } from '../lease.ts';
import { moveRestriction } from '../move.ts';
import { requestRelease } from '../people.ts';
import { recordDecision } from '../record-decision.ts';
import { type Restriction, readRestriction } from '../restriction.ts';
import { undoLast } from '../undo.ts';
import { verdictsOf } from '../verdict.ts';
import type { TestDatabase } from './test-database.ts';

const now = Date.UTC(2026, 3, 1, 9);
const minute = 60_000;

const facts: CaseFacts = {
  firstAt: now - minute,
  lastAt: now,
  closedAt: null,
  severity: 'critical',
  score: 90,
  calls: 4,
  costMilliYen: 40_000,
  countries: ['LV'],
  findings: [],
  evidence: ['new-source'],
};

/** What must hold of cases, whichever engine the ledger is in. */
export function describeCases(database: Pick<TestDatabase, 'ledger'>): void {
  async function barred(changes: Parameters<typeof buildDecision>[1] = {}): Promise<Restriction> {
    const { ledger } = database;
    const decision = buildDecision(now, changes);
    const { service, subscriber } = decision;
    const holder = { service, subscriber, owner: 'one', now, forMs: 1 };
    const lease = (await takeLease(ledger, holder))!;
    const first = { state: 'applying', reason: 'decided' } as const;
    const { restriction } = await recordDecision(ledger, decision, first, { lease, now });
    const answer = { priorState: null, reference: null };
    return moveRestriction(ledger, restriction, { event: 'applied', by: 'auto', now, answer });
  }

  const ask = (caseId: string, outcome: 'ours' | 'not-ours' | 'no-answer', keepBarred = false) =>
    noteContact(database.ledger, {
      caseId,
      by: 'sato',
      how: 'phone',
      reached: 'Tanaka',
      outcome,
      note: '',
      keepBarred,
      now,
    });

  describe('a case', () => {
    it('is opened by its restriction, once, and has an id to be told on the telephone', async () => {
      const { alertId, restrictionId } = await barred();
      const caseId = caseIdOf(alertId);
      expect(caseId).toMatch(/^c(-[b-df-hj-np-tv-xz]{4}){4}$/);
      const opening = { alertId, service: 'other', subscriber: 'other', openedAt: now };
      await database.ledger.transaction((run) => openCase(run, opening));
      expect(await readCase(database.ledger, caseId)).toMatchObject({
        alertId,
        service: 'ip-phone',
        step: 0,
        facts: null,
        verdict: null,
        restrictionId,
        restrictionState: 'applied',
        contacts: 0,
      });
    });

    it('takes facts of later steps, and notes when the cost grew', async () => {
      const { alertId } = await barred();
      const caseId = caseIdOf(alertId);
      const note = (step: number, changes: Partial<CaseFacts>, at: number) =>
        noteFacts(
          database.ledger.run,
          caseId,
          { step, facts: { ...facts, ...changes }, customer: 'K1' },
          at,
        );
      expect(await note(2, {}, now)).toBe(true);
      expect(await note(1, { calls: 1 }, now + 1)).toBe(false);
      expect(await note(3, { calls: 5 }, now + 2)).toBe(true);
      expect(await readCase(database.ledger, caseId)).toMatchObject({
        step: 3,
        facts: { ...facts, calls: 5 },
        grewAt: now,
        customer: 'K1',
      });
      await note(4, { costMilliYen: 50_000 }, now + 3);
      expect(await readCase(database.ledger, caseId)).toMatchObject({ grewAt: now + 3 });
    });

    it('is beside the others of its customer', async () => {
      const [one, two] = [await barred(), await barred()].map(({ alertId }) => caseIdOf(alertId));
      const other = caseIdOf((await barred()).alertId);
      for (const caseId of [one!, two!]) {
        await noteFacts(database.ledger.run, caseId, { step: 1, facts, customer: 'K-two' }, now);
      }
      const beside = await casesBeside(database.ledger, await readCase(database.ledger, one!));
      expect(beside.map(({ caseId }) => caseId)).toEqual([two]);
      const ids = (await casesOf(database.ledger, 'open', now - minute)).map(
        ({ caseId }) => caseId,
      );
      expect(Math.abs(ids.indexOf(one!) - ids.indexOf(two!))).toBe(1);
      expect(ids).toContain(other);
    });
  });

  describe('asking the customer', () => {
    it('lets go where the calls were theirs, and says so to the rules', async () => {
      const { alertId, restrictionId } = await barred();
      const contact = await ask(caseIdOf(alertId), 'ours');
      expect(contact).toMatchObject({
        outcome: 'ours',
        released: [restrictionId],
        reached: 'Tanaka',
      });
      expect(await readRestriction(database.ledger, restrictionId)).toMatchObject({
        state: 'releasing',
      });
      const [verdict] = await verdictsOf(database.ledger, 'newest');
      expect(verdict).toMatchObject({ alertId, verdict: 'ours', verdictId: contact.verdictId });
    });

    it.each([
      ['not-ours', false],
      ['no-answer', false],
      ['ours', true],
    ] as const)('keeps the bar where the answer is %s, keeping %s', async (outcome, keep) => {
      const { alertId, restrictionId } = await barred();
      const caseId = caseIdOf(alertId);
      await ask(caseId, outcome, keep);
      expect(await readRestriction(database.ledger, restrictionId)).toMatchObject({
        state: 'applied',
      });
      expect(await contactsOf(database.ledger, caseId)).toMatchObject([{ outcome, released: [] }]);
      expect((await readCase(database.ledger, caseId)).verdict).toBe(
        outcome === 'no-answer' ? null : outcome,
      );
    });

    it('knows what a subscriber’s earlier episodes came to', async () => {
      const first = await barred();
      await ask(caseIdOf(first.alertId), 'ours');
      const next = {
        alertId: `${first.alertId}-2`,
        service: first.service,
        subscriber: first.subscriber,
      };
      const caseId = await database.ledger.transaction((run) =>
        openCase(run, { ...next, openedAt: now + 1 }),
      );
      const found = await readCase(database.ledger, caseId);
      expect(await historyOf(database.ledger, found, now - minute)).toEqual({
        lastVerdict: 'ours',
        restrictions: 0,
      });
    });

    it('says that there is no such case', async () => {
      await expect(ask('c-none', 'ours')).rejects.toMatchObject({ code: 'unknown-case' });
    });
  });

  describe('taking back', () => {
    const person = { by: 'sato', reason: 'wrong line' };
    const conflict = expect.objectContaining({ code: 'conflict' });

    it('a bar within five minutes', async () => {
      const { restrictionId } = await barred();
      const request = { restrictionId, ...person, now: now + 5 * minute };
      expect(await undoLast(database.ledger, request)).toMatchObject({ state: 'releasing' });
    });

    it('a bar no later', async () => {
      const { restrictionId } = await barred();
      const request = { restrictionId, ...person, now: now + 5 * minute + 1 };
      await expect(undoLast(database.ledger, request)).rejects.toEqual(conflict);
    });

    it('a release, by a bar of its own with the same end', async () => {
      const { restrictionId, until, subscriber } = await barred();
      const request = { restrictionId, ...person, now: now + minute };
      const releasing = await requestRelease(database.ledger, request);
      await expect(undoLast(database.ledger, request)).rejects.toEqual(conflict);
      await moveRestriction(database.ledger, releasing, {
        event: 'lifted',
        by: 'auto',
        now: now + minute,
      });
      const again = await undoLast(database.ledger, { ...request, now: now + 2 * minute });
      expect(again).toMatchObject({
        restrictionId: `${restrictionId}-u1`,
        state: 'applying',
        reason: 'undone',
        decidedBy: 'sato',
        subscriber,
        until,
        nextAt: now + 2 * minute,
      });
      await expect(undoLast(database.ledger, request)).rejects.toEqual(conflict);
    });
  });
}
