import { createHash } from 'node:crypto';
import { type AuditEntry, type AuditHead, auditChain, auditHead } from './audit.ts';
import type { Run } from './ledger.ts';

/**
 * What is wrong: an entry is `missing`; it does not follow on the one before it (`link`); it is
 * not what was hashed (`content`); or the chain ends elsewhere than its `head` says.
 */
type AuditFault = 'missing' | 'link' | 'content' | 'head';

export interface AuditVerification {
  /** The first entry that was looked at. */
  from: number;
  /** How many were. */
  count: number;
  head: AuditHead;
  /** The first that is wrong; nothing after it was looked at. */
  broken: { seq: number; fault: AuditFault } | null;
  /** Whether the hash that was asked for is one of the chain's. `null` where none was. */
  isExpectedFound: boolean | null;
}

export interface AuditExpectation {
  /** Entries before it are taken as they are. Default 1. */
  from?: number;
  /** A hash that was kept elsewhere: of an entry from `from` on, or of the one before it. */
  expect?: string | undefined;
}

const FIRST_PREVIOUS = '0'.repeat(64);
const PAGE = 1000;

/** Walks the chain as far as it went when asked; what is added meanwhile is not looked at. */
export async function verifyAudit(
  ledger: { run: Run },
  { from = 1, expect }: AuditExpectation = {},
): Promise<AuditVerification> {
  const head = await auditHead(ledger);
  const walk = new Walk(from, expect);
  while (walk.broken === null && walk.next <= head.seq) {
    const page = await auditChain(ledger, walk.next, Math.min(PAGE, head.seq - walk.next + 1));
    if (page.length === 0) walk.breakOff('missing');
    for (const entry of page) walk.take(entry);
  }
  walk.end(head);
  const { count, broken, isExpectedFound } = walk;
  return { from, count, head, broken, isExpectedFound };
}

/** SHA-256 in hex over the entry's fields as netstrings, the hash before it first. */
function auditHash(entry: Omit<AuditEntry, 'hash'>): string {
  const { previousHash, seq, at, actor, action, subject, detail } = entry;
  const fields = [previousHash, String(seq), String(at), actor, action, subject, detail];
  const form = fields.map((field) => `${Buffer.byteLength(field)}:${field},`).join('');
  return createHash('sha256').update(form).digest('hex');
}

class Walk {
  readonly #expect: string | undefined;
  #hash: string | undefined;
  next: number;
  count = 0;
  broken: AuditVerification['broken'] = null;
  isExpectedFound: boolean | null;

  constructor(from: number, expect: string | undefined) {
    this.next = from;
    this.#expect = expect;
    this.#hash = from === 1 ? FIRST_PREVIOUS : undefined;
    this.isExpectedFound = expect === undefined ? null : expect === this.#hash;
  }

  take(entry: AuditEntry): void {
    if (this.broken !== null) return;
    const fault = this.#faultOf(entry);
    if (fault === undefined) this.#goOn(entry);
    else this.breakOff(fault);
  }

  end(head: AuditHead): void {
    if (this.broken !== null) return;
    // Of nothing looked at, there is nothing to compare.
    if (this.#hash !== undefined && this.#hash !== head.hash) this.breakOff('head');
  }

  breakOff(fault: AuditFault): void {
    this.broken = { seq: this.next, fault };
  }

  #faultOf(entry: AuditEntry): AuditFault | undefined {
    if (entry.seq !== this.next) return 'missing';
    if (entry.previousHash !== (this.#hash ?? entry.previousHash)) return 'link';
    return entry.hash === auditHash(entry) ? undefined : 'content';
  }

  #goOn({ previousHash, hash }: AuditEntry): void {
    this.#meet(previousHash);
    this.#meet(hash);
    this.#hash = hash;
    this.next += 1;
    this.count += 1;
  }

  #meet(hash: string): void {
    if (hash === this.#expect) this.isExpectedFound = true;
  }
}
