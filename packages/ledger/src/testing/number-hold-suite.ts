import { describe, expect, it } from 'vitest';
import { auditEntries } from '../audit.ts';
import {
  dropExpiredNumbers,
  dropNumbers,
  type HeldNumber,
  heldNumbers,
  holdNumbers,
} from '../number-hold.ts';
import type { TestDatabase } from './test-database.ts';

const now = Date.UTC(2026, 3, 1, 9);
const person = { by: 'sato', reason: 'a dispute' };

function buildNumber(callId: string): HeldNumber {
  return { source: 'sbc-1', callId, startedAt: now, calledNumber: '+247455512345' };
}

/** What must hold of numbers that are kept, whichever engine the ledger is in. */
export function describeNumberHolds(database: Pick<TestDatabase, 'ledger'>): void {
  const hold = (alertId: string, until: number, numbers: readonly HeldNumber[]) =>
    holdNumbers(database.ledger, { alertId, ...person, until, now, numbers });
  const actions = async (subject: string) => {
    const entries = await auditEntries(database.ledger, { from: 1, subject, limit: 10 });
    expect(JSON.stringify(entries)).not.toContain('455512345');
    return entries.map(({ actor, action }) => `${actor} ${action}`);
  };

  describe('numbers that are kept', () => {
    it('adds what is new, until the later end', async () => {
      await hold('k-1', now + 20, [buildNumber('c-1')]);
      await hold('k-1', now + 10, [buildNumber('c-1'), buildNumber('c-2')]);
      const kept = await heldNumbers(database.ledger, 'k-1', now + 19);
      expect(kept.toSorted((a, b) => (a.callId < b.callId ? -1 : 1))).toEqual([
        buildNumber('c-1'),
        buildNumber('c-2'),
      ]);
      expect(await heldNumbers(database.ledger, 'k-1', now + 20)).toEqual([]);
      expect(await actions('k-1')).toEqual(['sato numbers.held', 'sato numbers.held']);
    });

    it('deletes them at their end, and tells so once', async () => {
      await hold('k-2', now + 5, [buildNumber('c-1')]);
      await hold('k-3', now + 6, [buildNumber('c-1')]);
      expect(await dropExpiredNumbers(database.ledger, now + 5)).toBe(1);
      expect(await dropExpiredNumbers(database.ledger, now + 5)).toBe(0);
      expect(await heldNumbers(database.ledger, 'k-3', now)).toHaveLength(1);
      expect(await database.ledger.run(`select 1 from held_number where alert_id = 'k-2'`)).toEqual(
        [],
      );
      expect(await actions('k-2')).toEqual(['sato numbers.held', 'auto numbers.expired']);
    });

    it('deletes them when a person says so', async () => {
      await hold('k-4', now + 5, [buildNumber('c-1')]);
      const request = { alertId: 'k-4', ...person, now };
      await dropNumbers(database.ledger, request);
      expect(await heldNumbers(database.ledger, 'k-4', now)).toEqual([]);
      await expect(dropNumbers(database.ledger, request)).rejects.toMatchObject({
        code: 'conflict',
      });
      expect(await actions('k-4')).toEqual(['sato numbers.held', 'sato numbers.dropped']);
    });
  });
}
