import { beforeEach, describe, expect, it } from 'vitest';
import {
  countUnmirroredVerdicts,
  giveVerdict,
  markVerdictsMirrored,
  unmirroredVerdicts,
  type VerdictAnswer,
  verdictsOf,
} from '../verdict.ts';
import type { TestDatabase } from './test-database.ts';

const now = Date.UTC(2026, 3, 1, 9);

/** What must hold of verdicts, whichever engine the ledger is in. */
export function describeVerdicts(database: Pick<TestDatabase, 'ledger'>): void {
  beforeEach(() => database.ledger.run('delete from verdict'));

  const give = (alertId: string, verdict: VerdictAnswer, at = now) =>
    giveVerdict(database.ledger, { alertId, verdict, by: 'sato', reason: `${verdict}!`, now: at });

  describe('verdicts', () => {
    it('keeps every answer, and counts the newest of an alert', async () => {
      const first = await give('a-1', 'unsure');
      const other = await give('a-2', 'ours');
      // Given later on a machine whose clock is behind.
      const second = await give('a-1', 'not-ours', now - 60_000);
      expect(first).toEqual({
        verdictId: first.verdictId,
        alertId: 'a-1',
        verdict: 'unsure',
        by: 'sato',
        reason: 'unsure!',
        at: now,
      });
      expect(await verdictsOf(database.ledger, 'newest')).toEqual([second, other]);
      expect(await verdictsOf(database.ledger, 'all')).toEqual([second, other, first]);
    });

    it('takes no other answer', async () => {
      await expect(give('a-1', 'perhaps' as VerdictAnswer)).rejects.toMatchObject({
        name: 'LedgerError',
      });
      expect(await verdictsOf(database.ledger, 'all')).toEqual([]);
    });

    it('are mirrored oldest first, until none is left', async () => {
      const given = [
        await give('a-1', 'ours'),
        await give('a-1', 'ours'),
        await give('a-2', 'ours'),
      ];
      expect(await countUnmirroredVerdicts(database.ledger)).toBe(3);
      const oldest = await unmirroredVerdicts(database.ledger, 2);
      expect(oldest).toEqual(given.slice(0, 2));
      await markVerdictsMirrored(database.ledger, oldest, now);
      await markVerdictsMirrored(database.ledger, oldest, now + 1);
      expect(await unmirroredVerdicts(database.ledger, 2)).toEqual(given.slice(2));
      expect(await countUnmirroredVerdicts(database.ledger)).toBe(1);
    });
  });
}
