import type { RestrictionDecision } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { describe, expect, it } from 'vitest';
import { noteAttempt, noteProblem } from '../attempts.ts';
import { countOpen, dueRestrictions, lackingDecisions } from '../due.ts';
import { dropLease, type Lease, takeLease } from '../lease.ts';
import { countUnmirrored, markMirrored, unmirroredTransitions } from '../mirror.ts';
import { moveRestriction } from '../move.ts';
import { approveRestriction, requestRelease } from '../people.ts';
import { noteEvidence, recordDecision } from '../record-decision.ts';
import { findLive, lastEnded, readRestriction } from '../restriction.ts';
import type { TestDatabase } from './test-database.ts';

const now = Date.UTC(2026, 3, 1, 9);
const forMs = 30_000;

/** What must hold of restrictions, whichever engine the ledger is in. */
export function describeRestrictions(database: Pick<TestDatabase, 'ledger'>): void {
  async function leaseOf(decision: RestrictionDecision, owner = 'one', at = now): Promise<Lease> {
    const { service, subscriber } = decision;
    const lease = await takeLease(database.ledger, { service, subscriber, owner, now: at, forMs });
    if (lease === undefined) throw new Error('the lease is held');
    return lease;
  }

  async function recorded(
    changes: Partial<RestrictionDecision> = {},
    state: 'applying' | 'proposed' | 'shadow' = 'applying',
  ) {
    const decision = buildDecision(now, changes);
    const lease = await leaseOf(decision);
    const { restriction } = await recordDecision(
      database.ledger,
      decision,
      { state, reason: 'decided' },
      { lease, now },
    );
    return { decision, lease, restriction };
  }

  const conflict = expect.objectContaining({ name: 'LedgerError', code: 'conflict' });

  describe('recording', () => {
    it('keeps all of a decision, the first time', async () => {
      const { decision, lease, restriction } = await recorded();
      const { evidenceAt, ...rest } = decision;
      expect(restriction).toMatchObject({
        ...rest,
        evidenceAt,
        state: 'applying',
        decidedBy: 'auto',
        seq: 1,
        attempts: 0,
        nextAt: now,
        endedAt: null,
      });
      const again = await recordDecision(
        database.ledger,
        { ...decision, score: 1 },
        { state: 'shadow', reason: 'shadow' },
        { lease, now },
      );
      expect(again).toEqual({ restriction, isNew: false });
    });

    it('lets one bar a line, and says so of the other', async () => {
      const { decision, lease, restriction } = await recorded();
      const other = buildDecision(now, { subscriber: decision.subscriber });
      const first = { state: 'applying', reason: 'decided' } as const;
      const second = await recordDecision(database.ledger, other, first, { lease, now });
      expect(second.restriction).toMatchObject({ state: 'proposed', reason: 'superseded' });
      expect(await findLive(database.ledger, other)).toEqual(restriction);
      const request = { restrictionId: other.restrictionId, by: 'tanaka', reason: 'why not', now };
      await expect(approveRestriction(database.ledger, request)).rejects.toEqual(conflict);
    });

    it('takes newer evidence, and no older', async () => {
      const { decision } = await recorded();
      const newer = { ...decision, step: 3, evidenceAt: now + 5, evidenceStartedAt: now };
      await noteEvidence(database.ledger, newer);
      await noteEvidence(database.ledger, { ...decision, step: 2, evidenceAt: now + 1 });
      expect(await readRestriction(database.ledger, decision.restrictionId)).toMatchObject({
        step: 3,
        evidenceAt: now + 5,
        evidenceStartedAt: now,
      });
    });
  });

  describe('leases', () => {
    it('belongs to one at a time, and its fence only grows', async () => {
      const decision = buildDecision(now);
      const { service, subscriber } = decision;
      const first = await leaseOf(decision);
      const request = { service, subscriber, owner: 'two', forMs };
      const take = (at: number) => takeLease(database.ledger, { ...request, now: at });
      expect(await take(now + forMs - 1)).toBeUndefined();
      const second = await take(now + forMs);
      expect([first.fence, second?.fence]).toEqual([1, 2]);
      await dropLease(database.ledger, first, now + forMs);
      expect(await take(now + forMs)).toBeUndefined();
      await dropLease(database.ledger, second!, now + forMs);
      expect((await take(now + forMs))?.fence).toBe(3);
    });

    it('is given to one of many who ask at once', async () => {
      const { service, subscriber } = buildDecision(now);
      const asking = Array.from({ length: 20 }, (_, n) =>
        takeLease(database.ledger, { service, subscriber, owner: `o${n}`, now, forMs }),
      );
      expect((await Promise.all(asking)).filter((lease) => lease !== undefined)).toHaveLength(1);
    });

    it('lets nothing be written once it has passed', async () => {
      const { decision, lease, restriction } = await recorded();
      await leaseOf(decision, 'two', now + forMs);
      const move = { event: 'applied', by: 'auto', now, lease } as const;
      await expect(moveRestriction(database.ledger, restriction, move)).rejects.toEqual(conflict);
      await expect(noteAttempt(database.ledger, restriction, lease, now)).rejects.toEqual(conflict);
      const other = buildDecision(now, { subscriber: decision.subscriber });
      const first = { state: 'shadow', reason: 'shadow' } as const;
      await expect(recordDecision(database.ledger, other, first, { lease, now })).rejects.toEqual(
        conflict,
      );
    });
  });

  describe('moving', () => {
    it('moves once, by who comes first', async () => {
      const { lease, restriction } = await recorded();
      const answer = { priorState: { a: 1 }, reference: 'ref' };
      const move = { event: 'applied', by: 'auto', now: now + 1, lease, answer } as const;
      const moving = Array.from({ length: 5 }, () =>
        moveRestriction(database.ledger, restriction, move),
      );
      const settled = await Promise.allSettled(moving);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await readRestriction(database.ledger, restriction.restrictionId)).toMatchObject({
        state: 'applied',
        seq: 2,
        priorState: { a: 1 },
        targetRef: 'ref',
        nextAt: restriction.until,
      });
    });

    it('refuses what the state machine does not know', async () => {
      const { lease, restriction } = await recorded();
      const move = { event: 'lifted', by: 'auto', now, lease } as const;
      await expect(moveRestriction(database.ledger, restriction, move)).rejects.toEqual(conflict);
    });

    it('keeps what was found first when it is barred longer', async () => {
      const { lease, restriction } = await recorded();
      const by = { by: 'auto', now, lease };
      const answer = (priorState: unknown) => ({ answer: { priorState, reference: null } });
      const move = moveRestriction.bind(undefined, database.ledger);
      const applied = await move(restriction, { ...by, event: 'applied', ...answer('open') });
      const until = restriction.until + 1000;
      const longer = await move(applied, { ...by, event: 'prolong', until });
      const again = await move(longer, { ...by, event: 'applied', ...answer('barred') });
      expect(again).toMatchObject({ until, nextAt: until, priorState: 'open', seq: 4 });
    });

    it('notes attempts and what they failed of, unless it has moved', async () => {
      const { lease, restriction } = await recorded();
      const tried = await noteAttempt(database.ledger, restriction, lease, now + forMs);
      expect(tried).toMatchObject({ attempts: 1, nextAt: now + forMs });
      await noteProblem(database.ledger, tried, 'away', now + 1000);
      const { restrictionId } = restriction;
      const noted = await readRestriction(database.ledger, restrictionId);
      expect(noted).toMatchObject({ problem: 'away', nextAt: now + 1000 });
      const move = { event: 'applied', by: 'auto', now, lease } as const;
      await moveRestriction(database.ledger, noted, move);
      await noteProblem(database.ledger, noted, 'late', now);
      expect(await readRestriction(database.ledger, restrictionId)).toMatchObject({
        problem: null,
      });
    });
  });

  describe('people', () => {
    it('declines a proposal, which counts as an end', async () => {
      const { decision } = await recorded({}, 'proposed');
      const { restrictionId } = decision;
      const request = { restrictionId, by: 'tanaka', reason: 'known customer', now: now + 5 };
      expect(await requestRelease(database.ledger, request)).toMatchObject({
        state: 'released',
        reason: 'declined',
      });
      expect((await lastEnded(database.ledger, decision))?.endedAt).toBe(now + 5);
      await expect(requestRelease(database.ledger, request)).rejects.toEqual(conflict);
    });

    it('approves one in shadow, which is then due', async () => {
      const { decision } = await recorded({}, 'shadow');
      const { restrictionId } = decision;
      const request = { restrictionId, by: 'tanaka', reason: 'sure', now };
      await approveRestriction(database.ledger, request);
      expect(await readRestriction(database.ledger, restrictionId)).toMatchObject({
        state: 'applying',
        decidedBy: 'tanaka',
        nextAt: now,
      });
      const absent = { ...request, restrictionId: 'r-absent' };
      await expect(approveRestriction(database.ledger, absent)).rejects.toMatchObject({
        code: 'unknown-restriction',
      });
    });
  });

  describe('what is to be done', () => {
    it('finds what is due, the longest first', async () => {
      const { restriction: later } = await recorded();
      const { restriction: sooner } = await recorded({ until: now - 1 }, 'proposed');
      const { restriction: shadow } = await recorded({}, 'shadow');
      const due = (await dueRestrictions(database.ledger, now, 1000)).map((r) => r.restrictionId);
      expect(due.indexOf(sooner.restrictionId)).toBeLessThan(due.indexOf(later.restrictionId));
      expect(due).not.toContain(shadow.restrictionId);
      expect(await dueRestrictions(database.ledger, now, 1)).toHaveLength(1);
      const counts = await countOpen(database.ledger);
      expect(counts.find(({ state }) => state === 'applying')?.count).toBeGreaterThan(0);
    });

    it('finds the decisions that it lacks, and those that wait for evidence', async () => {
      const waiting = (await recorded({}, 'proposed')).decision;
      const live = (await recorded()).decision;
      const unknown = buildDecision(now);
      const stored = (evidenceAt: number) =>
        [waiting, live, unknown].map(({ restrictionId }) => ({ restrictionId, evidenceAt }));
      const { restrictionId } = unknown;
      expect(await lackingDecisions(database.ledger, stored(now))).toEqual([
        { restrictionId, isUnknown: true },
      ]);
      expect(await lackingDecisions(database.ledger, stored(now + 1))).toEqual(
        expect.arrayContaining([
          { restrictionId, isUnknown: true },
          { restrictionId: waiting.restrictionId, isUnknown: false },
        ]),
      );
      expect(await lackingDecisions(database.ledger, stored(now + 1))).toHaveLength(2);
    });

    it('gives transitions to be mirrored once, with the restriction as it stood', async () => {
      const { lease, restriction } = await recorded();
      const until = restriction.until + 1000;
      const prolong = { event: 'prolong', by: 'auto', now: now + 1, lease, until } as const;
      await moveRestriction(database.ledger, restriction, { ...prolong, detail: { for: 'r-2' } });
      const all = await unmirroredTransitions(database.ledger, 1000);
      expect(await countUnmirrored(database.ledger)).toBe(all.length);
      const { restrictionId } = restriction;
      const mine = all.filter((transition) => transition.restrictionId === restrictionId);
      expect(mine).toMatchObject([
        { seq: 1, fromState: null, toState: 'applying', until: restriction.until, at: now },
        { seq: 2, fromState: 'applying', until, transitionAt: now + 1, detail: { for: 'r-2' } },
      ]);
      await markMirrored(database.ledger, mine, now);
      expect(await countUnmirrored(database.ledger)).toBe(all.length - 2);
    });
  });
}
