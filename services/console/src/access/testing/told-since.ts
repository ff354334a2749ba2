import { type AuditEntry, auditEntries, type Ledger } from '@sekisho/ledger';

/** What the audit log is told while something is done. */
export async function toldSince(
  ledger: Ledger,
  work: () => Promise<unknown>,
): Promise<AuditEntry[]> {
  const [newest] = await auditEntries(ledger, { from: 1, limit: 1 });
  await work();
  return auditEntries(ledger, { from: (newest?.seq ?? 0) + 1, limit: 100 });
}
