import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { auditEntries, auditHead } from './audit.ts';
import { openLedger } from './ledger.ts';
import { testDatabase } from './testing/test-database.ts';
import { giveVerdict } from './verdict.ts';

const database = testDatabase();
const role = `service_${randomUUID().replaceAll('-', '')}`;
const password = randomUUID();

afterAll(() => database.ledger.run(`drop owned by ${role}; drop role ${role}`));

it('is added to by a role that can do nothing else to it', async () => {
  await database.ledger.run(
    `create role ${role} login password '${password}';
     grant select, insert, update, delete on all tables in schema public to ${role};
     revoke insert, update, delete on audit_log, audit_head from ${role}`,
  );
  const url = new URL(database.url);
  url.username = role;
  url.password = password;
  const ledger = openLedger(url.href);
  const request = { verdict: 'ours', by: 'sato', reason: 'asked', now: Date.now() } as const;
  await giveVerdict(ledger, { alertId: 'a-1', ...request });
  const [entry] = await auditEntries(ledger, { from: 1, limit: 1 });
  expect(entry).toMatchObject({ actor: 'sato', action: 'verdict.given', subject: 'a-1' });
  for (const sql of [
    `insert into audit_log select 2, at, actor, action, subject, detail, hash, 'x' from audit_log`,
    'update audit_head set seq = 0',
    'delete from audit_log',
    'alter table audit_log disable trigger all',
  ]) {
    await expect(ledger.run(sql), sql).rejects.toThrow(/permission denied|must be owner/);
  }
  expect(await auditHead(ledger)).toMatchObject({ seq: 1 });
  await ledger.close();
});
