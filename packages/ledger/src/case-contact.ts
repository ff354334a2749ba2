import { type Case, readCase } from './case.ts';
import type { Ledger, Run } from './ledger.ts';
import { stopSteps } from './notice-outbox.ts';
import { requestRelease } from './people.ts';
import { giveVerdict, type VerdictAnswer } from './verdict.ts';
import { within } from './within.ts';

export const CONTACT_WAYS = ['phone', 'mail', 'visit', 'other'] as const;
export const CONTACT_OUTCOMES = ['ours', 'not-ours', 'unsure', 'no-answer'] as const;
export type ContactWay = (typeof CONTACT_WAYS)[number];
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number];

/** An attempt to ask the customer. Times are epoch ms. */
export interface Contact {
  /** Counts up over all cases. */
  contactId: number;
  caseId: string;
  at: number;
  by: string;
  how: ContactWay;
  /** Whom, as the directory named the contact. */
  reached: string;
  outcome: ContactOutcome;
  note: string;
  verdictId: number | null;
  /** Restrictions that were let go because of it. */
  released: readonly string[];
}

export interface ContactRequest {
  caseId: string;
  by: string;
  how: ContactWay;
  reached: string;
  outcome: ContactOutcome;
  note: string;
  /** Keeps the line barred though the calls were the customer's own. */
  keepBarred: boolean;
  /** Epoch ms. */
  now: number;
}

/**
 * Notes an attempt and does what its outcome asks for, all of it or nothing: an answer is a verdict
 * on the alert, and `ours` lets the line go. Somebody works on the case, so that its ladder ends.
 * @throws LedgerError `unknown-case`; `conflict` where the enforcer was faster: ask again
 */
export function noteContact(ledger: Ledger, request: ContactRequest): Promise<Contact> {
  return ledger.transaction(async (run) => {
    const found = await readCase({ run }, request.caseId);
    const verdictId = await judge(run, found, request);
    const released = await letGo(run, found, request);
    const { caseId, now, by, how, reached, outcome, note } = request;
    const [contact] = await run<Contact>(
      `insert into case_contact (
          case_id, at, by, how, reached, outcome, note, verdict_id, released)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning *`,
      [caseId, new Date(now), by, how, reached, outcome, note, verdictId, released],
    );
    await stopSteps(run, caseId, `asked by ${by}`);
    return contact!;
  });
}

async function judge(run: Run, { alertId }: Case, request: ContactRequest): Promise<number | null> {
  const { outcome, by, how, note, now } = request;
  if (outcome === 'no-answer') return null;
  const verdict: VerdictAnswer = outcome;
  const reason = note === '' ? `customer asked by ${how}` : note;
  const given = await giveVerdict(within(run), { alertId, verdict, by, reason, now });
  return given.verdictId;
}

async function letGo(run: Run, { alertId }: Case, request: ContactRequest): Promise<string[]> {
  if (request.outcome !== 'ours' || request.keepBarred) return [];
  const barring = await run<{ restrictionId: string }>(
    `select restriction_id from restriction
      where alert_id = $1 and state in ('proposed', 'applying', 'applied', 'failed') for update`,
    [alertId],
  );
  const { by, now, caseId } = request;
  const reason = `the customer's own use, case ${caseId}`;
  for (const { restrictionId } of barring) {
    await requestRelease(within(run), { restrictionId, by, reason, now });
  }
  return barring.map(({ restrictionId }) => restrictionId);
}

/** The newest last. */
export function contactsOf(ledger: Ledger, caseId: string): Promise<Contact[]> {
  return ledger.run<Contact>('select * from case_contact where case_id = $1 order by contact_id', [
    caseId,
  ]);
}
