import { appendAudit, type Ledger, LedgerError } from '@sekisho/ledger';

/** What a person asked for. */
interface Asked {
  /** `release`, `approve`. */
  operation: string;
  by: string;
  reason: string;
  /** What it was asked of. */
  subject: string;
  /** Epoch ms. */
  now: number;
}

const DENIALS = ['conflict', 'unknown-restriction', 'unknown-alert', 'unknown-case'];

/** Does what a person asks for; what is refused is told in the audit log, and thrown. */
export async function noteDenied<T>(
  ledger: Ledger,
  asked: Asked,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LedgerError && DENIALS.includes(error.code)) {
      const { operation, by, reason, subject, now } = asked;
      const detail = { reason, because: error.code };
      await appendAudit(ledger, {
        at: now,
        actor: by,
        action: `${operation}.denied`,
        subject,
        detail,
      });
    }
    throw error;
  }
}
