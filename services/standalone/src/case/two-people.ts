import { appendAudit, type Ledger } from '@sekisho/ledger';
import { UsageError } from '../usage-error.ts';

interface Asked {
  alertId: string;
  by: string;
  approvedBy: string;
  reason: string;
  /** Epoch ms. */
  now: number;
}

/** @throws UsageError where both are one person; the audit log tells of it */
export async function requireTwoPeople(ledger: Ledger, asked: Asked): Promise<void> {
  const { alertId, by, approvedBy, reason, now } = asked;
  if (plain(by) !== plain(approvedBy)) return;
  await appendAudit(ledger, {
    at: now,
    actor: by,
    action: 'case-export.denied',
    subject: alertId,
    detail: { approvedBy, reason, because: 'one-person' },
  });
  throw new UsageError(`--approved-by ${approvedBy}: is who asks; have another person approve`);
}

function plain(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}
