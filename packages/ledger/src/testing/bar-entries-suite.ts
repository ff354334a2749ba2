import type { RestrictionDecision } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { describe, expect, it } from 'vitest';
import {
  type BarPlace,
  barEntriesOf,
  barNodeStart,
  dropBarEntries,
  liveBarEntries,
  markBarEntries,
  noteBarEntries,
  noteBarNode,
  noteLifted,
  remindLifted,
  rivalEntries,
} from '../bar-entries.ts';
import { takeLease } from '../lease.ts';
import { finishManualStep, openManualSteps, putManualStep } from '../manual-steps.ts';
import { moveRestriction } from '../move.ts';
import { approveRestriction } from '../people.ts';
import { recordDecision } from '../record-decision.ts';
import { readRestriction } from '../restriction.ts';
import type { TestDatabase } from './test-database.ts';

const now = Date.UTC(2026, 3, 1, 9);
const until = now + 3_600_000;

/** What must hold of what is put on nodes, whichever engine the ledger is in. */
export function describeBarEntries(database: Pick<TestDatabase, 'ledger'>): void {
  let made = 0;
  const freshNode = () => {
    made += 1;
    return `proxies/node-${made}`;
  };
  const placesOn = (node: string): BarPlace[] => [
    { node, list: 'allowed', key: '0312340001:224' },
    { node, list: 'line', key: '0312340001' },
  ];

  /** A restriction that is `applied`. */
  async function applied(changes: Partial<RestrictionDecision> = {}): Promise<string> {
    const decision = buildDecision(now, changes);
    const { service, subscriber, restrictionId } = decision;
    const owner = restrictionId;
    const lease = await takeLease(database.ledger, { service, subscriber, owner, now, forMs: 1 });
    const first = { state: 'applying', reason: 'decided' } as const;
    const { restriction } = await recordDecision(database.ledger, decision, first, {
      lease: lease!,
      now,
    });
    await moveRestriction(database.ledger, restriction, { event: 'applied', by: 'auto', now });
    return restrictionId;
  }

  const note = (id: string, places: readonly BarPlace[], again = false) =>
    noteBarEntries(database.ledger, id, places, { until, again });

  describe('what is put on nodes', () => {
    it('is noted, marked, and forgotten', async () => {
      const [id, node] = [await applied(), freshNode()];
      await note(id, placesOn(node));
      await note(id, placesOn(node));
      const prior = { value: 'by hand', until: null };
      const [allowed, line] = placesOn(node);
      await markBarEntries(database.ledger, id, [
        { ...allowed!, readAt: null, problem: 'is not there' },
        { ...line!, readAt: now, problem: null, prior },
      ]);
      const marked = await barEntriesOf(database.ledger, id);
      expect(marked).toMatchObject([
        { ...allowed, until, readAt: null, problem: 'is not there', prior: null },
        { ...line, until, readAt: now, problem: null, prior, liftedAt: null },
      ]);
      // What was found first is what is put back.
      await markBarEntries(database.ledger, id, [
        { ...line!, readAt: now + 1, problem: null, prior: { value: 'other', until: 1 } },
      ]);
      expect((await barEntriesOf(database.ledger, id))[1]).toMatchObject({
        readAt: now + 1,
        prior,
      });
      await dropBarEntries(database.ledger, id, [node]);
      expect(await barEntriesOf(database.ledger, id)).toEqual([]);
    });

    it('is told of a node with its restriction, and of others at the same place', async () => {
      const node = freshNode();
      const [one, other] = [await applied(), await applied()];
      await note(one, placesOn(node));
      await note(other, placesOn(node));
      const live = await liveBarEntries(database.ledger, node);
      expect(live).toHaveLength(4);
      expect(live[0]).toMatchObject({ node, state: 'applied', service: 'ip-phone' });
      const rivals = await rivalEntries(database.ledger, one);
      expect(rivals.map(({ restrictionId }) => restrictionId)).toEqual([other, other]);
    });

    it('stays lifted by hand, and is asked about, until a person approves', async () => {
      const [id, node] = [await applied(), freshNode()];
      await note(id, placesOn(node));
      const [entry] = await barEntriesOf(database.ledger, id);
      expect(await noteLifted(database.ledger, entry!, now)).toBe(true);
      expect(await noteLifted(database.ledger, entry!, now)).toBe(false);
      const asked = await readRestriction(database.ledger, id);
      expect(asked.problem).toMatch(new RegExp(`^lifted by hand on ${node}: `));

      await note(id, placesOn(node));
      expect((await barEntriesOf(database.ledger, id))[0]?.liftedAt).toBe(now);
      await database.ledger.run('update restriction set problem = null where restriction_id = $1', [
        id,
      ]);
      const request = { restrictionId: id, by: 'tanaka', reason: 'a mistake', now };
      await expect(approveRestriction(database.ledger, request)).rejects.toMatchObject({
        code: 'conflict',
      });
      await remindLifted(database.ledger, node);
      expect((await readRestriction(database.ledger, id)).problem).toBe(asked.problem);

      expect((await approveRestriction(database.ledger, request)).state).toBe('applying');
      await note(id, placesOn(node), true);
      expect((await barEntriesOf(database.ledger, id))[0]?.liftedAt).toBeNull();
    });

    it('remembers since when a node runs', async () => {
      const node = freshNode();
      expect(await barNodeStart(database.ledger, node)).toBeUndefined();
      await noteBarNode(database.ledger, node, 'Monday', now);
      await noteBarNode(database.ledger, node, 'Tuesday', now);
      expect(await barNodeStart(database.ledger, node)).toBe('Tuesday');
    });
  });

  describe('what a person is asked to do', () => {
    it('is asked once, done once, and asked anew for another end', async () => {
      const restrictionId = await applied();
      const target = freshNode();
      const request = { target, restrictionId, instructions: 'bar it', until, now };
      const ask = (action: 'apply' | 'release', changes = {}) =>
        putManualStep(database.ledger, { ...request, action, ...changes });
      const done = () => finishManualStep(database.ledger, { restrictionId, by: 'tanaka', now });
      await ask('apply');
      expect(await ask('apply', { now: now + 1 })).toMatchObject({ askedAt: now, doneAt: null });
      expect(await done()).toMatchObject([{ action: 'apply', doneBy: 'tanaka', doneAt: now }]);
      await expect(done()).rejects.toMatchObject({ code: 'conflict' });
      expect(await ask('apply')).toMatchObject({ doneAt: now });
      expect(await ask('apply', { until: until + 1000 })).toMatchObject({ doneAt: null });
      await done();
      expect(await ask('release')).toMatchObject({ doneAt: null });
      await done();
      expect(await openManualSteps(database.ledger, target)).toEqual([]);
    });
  });
}
