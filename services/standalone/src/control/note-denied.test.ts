import { openTargets } from '@sekisho/enforcer';
import { auditEntries, LedgerError } from '@sekisho/ledger';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { createLog } from '@sekisho/runtime';
import { expect, it } from 'vitest';
import { createCaseOperations } from './case-operations.ts';
import { createDestinationOperations } from './destination-operations.ts';
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

it('tells of cases and silences too', async () => {
  const { ledger } = database;
  const operations = createCaseOperations({
    ledger,
    onChange: () => undefined,
    onVerdict: () => Promise.resolve(),
    now: () => now,
  });
  const by = 'sato';
  const asked = { caseId: 'c-0', by, how: 'phone', outcome: 'ours', keepBarred: false } as const;
  const denied = [
    operations.acknowledge({ subjectId: 'c-0', by }),
    operations.contact({ ...asked, note: 'call 0312345678' }),
    operations.undo({ restrictionId: 'r-9', ...person }),
    operations.silence({ service: 'ip', subscriber: '', ...person, forMs: 1e9 }),
    operations.unsilence({ silenceId: 9, by, reason: 'over' }),
  ];
  for (const { status } of await Promise.allSettled(denied)) expect(status).toBe('rejected');
  const told = await auditEntries(ledger, { from: 1, limit: 100 });
  const found = told.map(({ action, subject, detail }) => [
    action,
    subject,
    JSON.parse(detail).because,
    JSON.parse(detail).reason,
  ]);
  for (const expected of [
    ['ack.denied', 'c-0', 'unknown-case', ''],
    ['contact.denied', 'c-0', 'unknown-case', 'call ***'],
    ['undo.denied', 'r-9', 'unknown-restriction', 'call ***'],
    ['silence.denied', 'ip', 'conflict', 'call ***'],
    ['unsilence.denied', '9', 'conflict', 'over'],
  ]) {
    expect(found).toContainEqual(expected);
  }
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

it('refuses a destination that no target can close before anybody approves it', async () => {
  const { ledger } = database;
  const file = {
    targets: { hosted: { kind: 'webhook', url: 'http://127.0.0.1:9', secretFile: 'x'.repeat(32) } },
    services: { hikari: ['hosted'] },
  } as unknown as Parameters<typeof openTargets>[0];
  const parts = { ledger, linesOf: async () => [], log: createLog('test', 'silent') };
  const operations = createDestinationOperations({
    ledger,
    engine: () => Promise.reject(new Error('is not asked')),
    target: () => openTargets(file, { ...parts, now: () => now }),
    onChange: () => undefined,
    now: () => now,
  });
  const wanted = { service: 'hikari', prefix: '224', forMs: 3_600_000, exceptions: [], ...person };
  const refused = { name: 'LedgerError', code: 'invalid', message: /hosted cannot restrict/ };
  const asked = { ...refused, message: expect.stringMatching(refused.message) };
  await expect(operations.proposeDestination(wanted)).rejects.toMatchObject(asked);
  await expect(operations.placeDestination(wanted)).rejects.toMatchObject(asked);
  const other = { ...wanted, service: 'other' };
  await expect(operations.placeDestination(other)).rejects.toThrow('nothing for service other');
  expect(await operations.destinations('all')).toEqual([]);
});
