import type { RestrictionDecision } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { BreakerFullError, type BreakerScope, tripBreaker } from '../breaker.ts';
import { type CaseFacts, noteFacts, openCase } from '../case.ts';
import { endHold, holderOf, openHolds } from '../hold.ts';
import { type Lease, takeLease } from '../lease.ts';
import { lackingStates, liftMark, raiseMark, readMark } from '../mark.ts';
import { moveRestriction } from '../move.ts';
import { quietsOf } from '../quiet.ts';
import { type FirstState, recordDecision } from '../record-decision.ts';
import { lastEnded } from '../restriction.ts';
import { giveVerdict, type VerdictAnswer } from '../verdict.ts';
import type { TestDatabase } from './test-database.ts';

type Whose = Pick<RestrictionDecision, 'service' | 'subscriber'>;

const now = Date.UTC(2026, 3, 1, 9);
const MINUTE = 60_000;
const applying: FirstState = { state: 'applying', reason: 'decided' };

/** What must hold of the breaker and the mark, whichever engine the ledger is in. */
export function describePolicy(database: Pick<TestDatabase, 'ledger'>): void {
  beforeEach(async () => {
    await database.ledger.run('delete from hold');
    await database.ledger.run('delete from restriction_transition');
    await database.ledger.run('delete from restriction');
  });

  async function leaseOf({ service, subscriber }: Whose, at = now): Promise<Lease> {
    const request = { service, subscriber, owner: 'one', now: at, forMs: 1 };
    return (await takeLease(database.ledger, request))!;
  }

  const scope = (changes: Partial<BreakerScope> = {}): BreakerScope => ({
    service: '*',
    bars: 3,
    withinMs: 10 * MINUTE,
    ...changes,
  });

  async function record(
    limits: readonly BreakerScope[],
    changes: Partial<RestrictionDecision> = {},
    at = now,
    first = applying,
  ) {
    const decision = buildDecision(at, changes);
    const lease = await leaseOf(decision, at);
    return recordDecision(database.ledger, decision, first, { lease, now: at, limits });
  }

  describe('the breaker', () => {
    it('lets so many bars begin within the time, and no more', async () => {
      for (let n = 0; n < 3; n++) {
        const { restriction, full } = await record([scope()]);
        expect([restriction.state, full]).toEqual(['applying', undefined]);
      }
      const fourth = await record([scope()]);
      expect(fourth).toMatchObject({
        restriction: { state: 'proposed', reason: 'breaker' },
        full: { service: '*' },
      });
      const later = await record([scope()], {}, now + 10 * MINUTE);
      expect(later.restriction.state).toBe('applying');
    });

    it('counts each service by itself, shadows and the line that is barred not at all', async () => {
      const limits = [scope({ service: 'a', bars: 1 }), scope({ bars: 2 })];
      await record(limits, { service: 'a' }, now, { state: 'shadow', reason: 'shadow' });
      const first = await record(limits, { service: 'a' });
      expect(first.restriction.state).toBe('applying');
      const { subscriber } = first.restriction;
      const same = await record(limits, { service: 'a', subscriber }, now + 1);
      expect(same).toMatchObject({ restriction: { reason: 'superseded' } });
      expect(same.full).toBeUndefined();
      expect((await record(limits, { service: 'a' })).full).toMatchObject({ service: 'a' });
      expect((await record([scope({ bars: 2 })], { service: 'b' })).full).toBeUndefined();
      expect((await record([scope({ bars: 2 })], { service: 'b' })).full).toMatchObject({
        bars: 2,
      });
    });

    it('lets no more begin however many come at once', async () => {
      const all = await Promise.all(Array.from({ length: 12 }, () => record([scope({ bars: 5 })])));
      expect(all.filter(({ restriction }) => restriction.state === 'applying')).toHaveLength(5);
    });

    it('counts what becomes live later, and leaves it as it was where that is too much', async () => {
      const limits = [scope({ bars: 1 })];
      const waiting = await record([], {}, now, { state: 'proposed', reason: 'stale' });
      await record(limits);
      const lease = await leaseOf(waiting.restriction, now + 1);
      const move = { event: 'evidence', by: 'auto', now: now + 1, lease, limits } as const;
      const moving = moveRestriction(database.ledger, waiting.restriction, move);
      await expect(moving).rejects.toBeInstanceOf(BreakerFullError);
    });

    it('is a hold, and counts anew once a person has ended that', async () => {
      const limits = [scope({ bars: 1 })];
      await record(limits);
      const { full } = await record(limits);
      await tripBreaker(database.ledger, full!, now);
      await tripBreaker(database.ledger, full!, now + 1);
      expect(await openHolds(database.ledger)).toEqual([
        { service: '*', by: 'breaker', reason: 'more than 1 bars within 10 min', since: now },
      ]);
      expect(await holderOf(database.ledger, 'any')).toBe('breaker');
      const ending = { service: '*', by: 'sato', reason: 'looked', now: now + 2 };
      await endHold(database.ledger, ending);
      expect((await record(limits, {}, now + 3)).restriction.state).toBe('applying');
      expect((await record(limits, {}, now + 4)).full).toBeDefined();
    });
  });

  it('knows of a bar that ended by itself, not of one that a person ended after it', async () => {
    const { restriction } = await record([]);
    const { ledger } = database;
    const until = restriction.until;
    const due = { event: 'due', by: 'auto', now: until } as const;
    const tried = await ledger.run('update restriction set attempts = 1 returning *');
    expect(tried).toHaveLength(1);
    const releasing = await moveRestriction(ledger, { ...restriction, attempts: 1 }, due);
    expect(await lastEnded(ledger, restriction)).toBeUndefined();
    await moveRestriction(ledger, releasing, { ...due, event: 'lifted' });
    expect(await lastEnded(ledger, restriction)).toEqual({ endedAt: until, state: 'expired' });
  });

  it('keeps an episode as it stood when the customer called it his own, while that counts', async () => {
    const { ledger } = database;
    const alertId = `a-quiet-${Math.random()}`;
    const whose = { service: 'hikari', subscriber: alertId };
    const facts: CaseFacts = {
      ...{
        firstAt: now,
        lastAt: now,
        closedAt: null,
        severity: 'critical' as const,
        score: 90,
        calls: 3,
      },
      ...{ costMilliYen: 40_000_000, countries: ['GM', 'LV'], findings: [], evidence: ['scan'] },
    };
    const answer = (verdict: VerdictAnswer) =>
      giveVerdict(ledger, { alertId, verdict, by: 'sato', reason: 'asked', now });
    const quiets = (since = now - 1) => quietsOf(ledger, whose, since);
    // Of what is not known nothing is quieted.
    await answer('ours');
    const caseId = await openCase(ledger.run, { alertId, ...whose, openedAt: now });
    await answer('ours');
    expect(await quiets()).toEqual([]);
    await noteFacts(ledger.run, caseId, { step: 1, facts, customer: '' }, now);
    await answer('ours');
    const later = { ...facts, costMilliYen: 90_000_000 };
    await noteFacts(ledger.run, caseId, { step: 2, facts: later, customer: '' }, now);
    const { countries, costMilliYen, evidence } = facts;
    expect(await quiets()).toEqual([{ countries, costMilliYen, evidence, since: now }]);
    expect(await quiets(now)).toEqual([]);
    await answer('not-ours');
    expect(await quiets()).toEqual([]);
  });

  describe('the mark', () => {
    it('only grows, and not where the ledger is older than what was seen', async () => {
      const { ledger } = database;
      const { mark } = await readMark(ledger);
      expect(await raiseMark(ledger, mark, now)).toBe(mark + 1);
      expect(await raiseMark(ledger, mark, now)).toBe(mark + 2);
      expect(await raiseMark(ledger, mark + 9, now)).toBeUndefined();
      await liftMark(ledger, mark + 9, now);
      await liftMark(ledger, mark, now);
      expect(await raiseMark(ledger, mark + 9, now)).toBe(mark + 10);
      expect(await readMark(ledger)).toEqual({ mark: mark + 10, toldUntil: now });
    });

    it('tells what the ledger has not come to', async () => {
      const { restriction } = await record([]);
      const { restrictionId } = restriction;
      const { ledger } = database;
      expect(await lackingStates(ledger, [{ restrictionId, seq: 1 }])).toEqual([]);
      const remembered = [
        { restrictionId, seq: 2 },
        { restrictionId: 'r-gone', seq: 4 },
      ];
      expect(await lackingStates(ledger, remembered)).toEqual(
        expect.arrayContaining([
          { restrictionId, seq: 2, ledgerSeq: 1, ledgerState: 'applying' },
          { restrictionId: 'r-gone', seq: 4, ledgerSeq: null, ledgerState: null },
        ]),
      );
    });
  });
}
