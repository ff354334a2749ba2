import type { Run } from './ledger.ts';

/** What is told of something that was done, refused or looked at. */
export interface AuditRecord {
  /** Epoch ms. */
  at: number;
  /** `auto`, a person, or a program. */
  actor: string;
  /** What of: `case.exported`, `release.denied`. */
  action: string;
  /** Id of what it was done to. */
  subject: string;
  /** No full number belongs in it; texts that look like one lose it. */
  detail: Readonly<Record<string, unknown>>;
}

/** An entry of the chain. */
export interface AuditEntry extends Omit<AuditRecord, 'detail'> {
  /** From 1 without a gap. */
  seq: number;
  /** JSON, as it was hashed. */
  detail: string;
  /** SHA-256 in hex, of the entry before; 64 zeros before the first. */
  previousHash: string;
  hash: string;
}

export interface AuditHead {
  /** Of the newest entry; 0 where there is none. */
  seq: number;
  hash: string;
}

/** Which entries: from a number on, and of one subject alone. */
export interface AuditListing {
  from: number;
  subject?: string | undefined;
  limit: number;
}

const COLUMNS = 'seq, at, actor, action, subject, detail, previous_hash, hash';

/**
 * Adds an entry to the audit log; call it last in the transaction of what it tells of, since all
 * others that write to the log wait from here on. What the ledger itself records (transitions,
 * holds, verdicts, imports) is added by the database, and needs no call.
 */
export async function appendAudit({ run }: { run: Run }, record: AuditRecord): Promise<number> {
  const { at, actor, action, subject, detail } = record;
  const [added] = await run<{ seq: number }>(
    'select audit_append($1, $2, $3, $4, $5::jsonb) as seq',
    [new Date(at), actor, action, subject, JSON.stringify(detail)],
  );
  return added!.seq;
}

/** The newest entries that fit, in the order of the chain. */
export async function auditEntries(
  { run }: { run: Run },
  { from, subject, limit }: AuditListing,
): Promise<AuditEntry[]> {
  const newest = await run<AuditEntry>(
    `select ${COLUMNS} from audit_log
      where seq >= $1 and ($2::text is null or subject = $2) order by seq desc limit $3`,
    [from, subject ?? null, limit],
  );
  return newest.toReversed();
}

/** The chain from an entry on, so many entries of it. */
export function auditChain(
  { run }: { run: Run },
  from: number,
  limit: number,
): Promise<AuditEntry[]> {
  return run<AuditEntry>(`select ${COLUMNS} from audit_log where seq >= $1 order by seq limit $2`, [
    from,
    limit,
  ]);
}

export async function auditHead({ run }: { run: Run }): Promise<AuditHead> {
  const [head] = await run<AuditHead>('select seq, hash from audit_head');
  return head ?? { seq: 0, hash: '' };
}
