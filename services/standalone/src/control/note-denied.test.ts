import { auditEntries, LedgerError } from '@sekisho/ledger';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { expect, it } from 'vitest';
import { createLedgerOperations } from './ledger-operations.ts';
import { noteDenied } from './note-denied.ts';
import { createVerdictOperations } from './verdict-operations.ts';

const database = embeddedDatabase();
const now = Date.UTC(2026, 3, 1, 9);
const person = { by: 'sato', reason: 'call 0312345678' };

it('tells what was asked for and refused, by whom and of what', async () => {
  const { ledger } = database;
  const operations = {
    ...createLedgerOperations(
      ledger,
      () => undefined,
      () => now,
    ),
    ...createVerdictOperations({
      ledger,
      engine: undefined,
      onVerdict: () => Promise.resolve(),
      now: () => now,
    }),
  };
  const code = (known: string) => ({ name: 'LedgerError', code: known });
  const unknown = { restrictionId: 'r-0', ...person };
  await expect(operations.release(unknown)).rejects.toMatchObject(code('unknown-restriction'));
  await expect(operations.approve(unknown)).rejects.toMatchObject(code('unknown-restriction'));
  await expect(operations.resume({ service: '*', ...person })).rejects.toMatchObject(
    code('conflict'),
  );
  const told = await auditEntries(ledger, { from: 1, limit: 10 });
  expect(told.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
    ['sato', 'release.denied', 'r-0'],
    ['sato', 'approve.denied', 'r-0'],
    ['sato', 'resume.denied', '*'],
  ]);
  expect(JSON.parse(told[2]!.detail)).toEqual({ reason: 'call ***', because: 'conflict' });
});

it('tells nothing of what fails by itself', async () => {
  const asked = { operation: 'release', subject: 'r-1', now, ...person };
  const failure = new LedgerError('unreachable', 'away');
  await expect(noteDenied(database.ledger, asked, () => Promise.reject(failure))).rejects.toBe(
    failure,
  );
  const entries = { from: 1, subject: 'r-1', limit: 10 };
  expect(await auditEntries(database.ledger, entries)).toEqual([]);
});
