import type { Ledger } from '@sekisho/ledger';
import {
  type Acknowledgement,
  acknowledge,
  attemptsOf,
  beginSilence,
  type Case,
  CONTACT_OUTCOMES,
  CONTACT_WAYS,
  type Contact,
  type ContactRequest,
  casesBeside,
  casesOf,
  contactsOf,
  endSilence,
  type Notice,
  type NoticeAttempt,
  noteContact,
  noticesOf,
  openSilences,
  openWaves,
  type Restriction,
  readCase,
  type Silence,
  sendAgain,
  showSubscriber,
  undoLast,
  type Wave,
} from '@sekisho/ledger';
import { z } from 'zod';
import { noteDenied } from './note-denied.ts';

/** A case with all that was done about it. */
export interface CaseFile {
  found: Case;
  /** Whom the directory names; with the number to call back. */
  contact: { name: string; phone: string; email: string; customer: string } | null;
  contacts: Contact[];
  notices: (Notice & { tries: NoticeAttempt[] })[];
  /** Of the same customer. */
  beside: Case[];
}

/** What persons do about cases, and what is told of them. */
export interface CaseOperations {
  /** Of 30 days; those of one customer stand together. */
  cases(of: 'open' | 'all'): Promise<{ cases: Case[]; waves: Wave[] }>;
  /** @throws LedgerError `unknown-case` */
  caseFile(caseId: string): Promise<CaseFile>;
  /** @throws LedgerError `unknown-case`, `conflict` */
  contact(request: Omit<ContactRequest, 'now' | 'reached'>): Promise<Contact>;
  /** @throws LedgerError `unknown-case` */
  acknowledge(request: { subjectId: string } & PersonWithReason): Promise<Acknowledgement>;
  /** @throws LedgerError `unknown-restriction`, `conflict` */
  undo(request: { restrictionId: string; by: string; reason: string }): Promise<Restriction>;
  /** @throws LedgerError `conflict` */
  silence(request: SilenceRequest): Promise<Silence>;
  /** @throws LedgerError `conflict` */
  unsilence(request: { silenceId: number } & PersonWithReason): Promise<Silence>;
  silences(): Promise<Silence[]>;
  /** @throws LedgerError `conflict` */
  sendAgain(noticeId: number): Promise<Notice>;
}

interface PersonWithReason {
  by: string;
  /** In the person's words; nobody has to give one. */
  reason?: string | undefined;
}

interface SilenceRequest {
  /** `*` stands for all. */
  service: string;
  /** `''` stands for all. */
  subscriber: string;
  by: string;
  reason: string;
  forMs: number;
}

const MONTH_MS = 30 * 86_400_000;

export interface CaseParts {
  ledger: Ledger;
  /** Called when what is to be barred has changed. */
  onChange(): void;
  /** Called when a person has judged an alert. */
  onVerdict(): Promise<void>;
  /** Epoch ms. */
  now(): number;
}

export function createCaseOperations(parts: CaseParts): CaseOperations {
  const { ledger, onChange, onVerdict, now } = parts;
  const asked = <T>(
    operation: string,
    subject: string,
    { by, reason = '' }: PersonWithReason,
    work: () => Promise<T>,
  ) => noteDenied(ledger, { operation, subject, by, reason, now: now() }, work);
  return {
    cases: async (of) => ({
      cases: await casesOf(ledger, of, now() - MONTH_MS),
      waves: await openWaves(ledger, now()),
    }),
    caseFile: (caseId) => caseFile(ledger, caseId, now()),
    contact: (request) =>
      asked('contact', request.caseId, { ...request, reason: request.note }, async () => {
        const found = await readCase(ledger, request.caseId);
        const reached = (await contactOf(ledger, found, now()))?.name ?? '';
        const noted = await noteContact(ledger, { ...request, reached, now: now() });
        onChange();
        await onVerdict();
        return noted;
      }),
    acknowledge: (request) =>
      asked('ack', request.subjectId, request, () =>
        acknowledge(ledger, { ...request, now: now() }),
      ),
    undo: (request) =>
      asked('undo', request.restrictionId, request, async () => {
        const undone = await undoLast(ledger, { ...request, now: now() });
        onChange();
        return undone;
      }),
    silence: ({ forMs, ...request }) =>
      asked('silence', request.service, request, () =>
        beginSilence(ledger, { ...request, until: now() + forMs, now: now() }),
      ),
    unsilence: (request) =>
      asked('unsilence', String(request.silenceId), request, () =>
        endSilence(ledger, { ...request, now: now() }),
      ),
    silences: () => openSilences(ledger, now()),
    sendAgain: (noticeId) => sendAgain(ledger, noticeId, now()),
  };
}

async function caseFile(ledger: Ledger, caseId: string, now: number): Promise<CaseFile> {
  const found = await readCase(ledger, caseId);
  const notices = await noticesOf(ledger, caseId);
  return {
    found,
    contact: await contactOf(ledger, found, now),
    contacts: await contactsOf(ledger, caseId),
    notices: await Promise.all(
      notices.map(async (notice) => ({
        ...notice,
        tries: await attemptsOf(ledger, notice.noticeId),
      })),
    ),
    beside: await casesBeside(ledger, found),
  };
}

async function contactOf(ledger: Ledger, { subscriber }: Case, now: number) {
  const entry = (await showSubscriber(ledger, subscriber, now))?.entry;
  if (entry === null || entry === undefined) return null;
  const { contactName: name, contactPhone: phone, contactEmail: email, customer } = entry;
  return { name, phone, email, customer };
}

const by = z.string().min(1);
const person = z.object({ by, reason: z.string().min(1) });
const reason = z.string().optional();
const contact = z.object({
  caseId: z.string(),
  by,
  how: z.enum(CONTACT_WAYS),
  outcome: z.enum(CONTACT_OUTCOMES),
  note: z.string(),
  keepBarred: z.boolean(),
});
const silence = person.extend({
  service: z.string().min(1),
  subscriber: z.string(),
  forMs: z.int().positive(),
});

type Answer = (body: unknown) => Promise<unknown>;

/** The operations as the control server takes them. */
export function caseHandlers(operations: CaseOperations): Record<string, Answer> {
  return {
    cases: (body) => operations.cases(z.object({ of: z.enum(['open', 'all']) }).parse(body).of),
    'case-file': (body) => operations.caseFile(z.object({ caseId: z.string() }).parse(body).caseId),
    contact: (body) => operations.contact(contact.parse(body)),
    acknowledge: (body) =>
      operations.acknowledge(z.object({ subjectId: z.string(), by, reason }).parse(body)),
    undo: (body) => operations.undo(person.extend({ restrictionId: z.string() }).parse(body)),
    silence: (body) => operations.silence(silence.parse(body)),
    unsilence: (body) =>
      operations.unsilence(z.object({ silenceId: z.int(), by, reason }).parse(body)),
    silences: () => operations.silences(),
    'send-again': (body) =>
      operations.sendAgain(z.object({ noticeId: z.int() }).parse(body).noticeId),
  };
}
