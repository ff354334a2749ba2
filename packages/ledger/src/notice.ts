import { LedgerError } from './errors.ts';
import type { Ledger, Run } from './ledger.ts';

export type NoticeKind =
  | 'barred'
  | 'extended'
  | 'lifted'
  | 'opened'
  | 'restriction'
  | 'lapsed'
  | 'wave'
  | 'alarm'
  | 'destination'
  | 'blind';

/** How a notice can end. */
export type NoticeEnd =
  | 'sent'
  | 'stopped'
  | 'grouped'
  | 'silenced'
  | 'skipped'
  | 'undeliverable'
  | 'given-up';

/** A notice as the ledger has it. Times are epoch ms. */
export interface Notice {
  noticeId: number;
  audience: 'customer' | 'noc';
  /** A case or a wave. */
  subjectId: string;
  cause: string;
  /** Of a ladder, from 0. */
  step: number;
  kind: NoticeKind;
  detail: Readonly<Record<string, unknown>>;
  at: number;
  state: 'queued' | NoticeEnd;
  reason: string;
  dueAt: number;
  channels: readonly string[] | null;
  claims: number;
  attempts: number;
  content: NoticeContent | null;
  sentAt: number | null;
  sentThrough: string | null;
  lateAt: number | null;
}

/** What was sent, as it was first written. */
export interface NoticeContent {
  /** A customer's address. */
  to?: string;
  language?: 'ja' | 'en';
  subject: string;
  lines: readonly string[];
}

export interface Claim {
  audience: Notice['audience'];
  /** Epoch ms. */
  now: number;
  /** Longer than sending takes. */
  forMs: number;
  limit: number;
}

/**
 * Takes notices that are due, each for one holder at a time, the longest due first. A customer is
 * told in order: of the end of a bar no sooner than of the bar.
 */
export function claimNotices(ledger: Ledger, claim: Claim): Promise<Notice[]> {
  const { audience, now, forMs, limit } = claim;
  return ledger.run<Notice>(
    `update notice set claimed_until = $2, claims = claims + 1
      where notice_id in (
        select notice_id from notice as n
          where audience = $1 and state = 'queued' and due_at <= $3
            and (claimed_until is null or claimed_until <= $3)
            and (audience = 'noc' or not exists (
              select 1 from notice as earlier
                where earlier.subject_id = n.subject_id and earlier.audience = 'customer'
                  and earlier.state = 'queued' and earlier.notice_id < n.notice_id))
          order by due_at, notice_id limit $4 for update skip locked)
      returning *`,
    [audience, new Date(now + forMs), new Date(now), limit],
  );
}

/**
 * Notes before it leaves that it does; whether it may still leave is asked here, last.
 * @returns the number of the attempt; nothing where it was stopped, or another holds it
 */
export function beginAttempt(
  ledger: Ledger,
  { noticeId, claims }: Notice,
  channel: string,
  now: number,
): Promise<number | undefined> {
  return ledger.transaction(async (run) => {
    const [held] = await run<{ attempts: number }>(
      `update notice set attempts = attempts + 1
        where notice_id = $1 and claims = $2 and state = 'queued' returning attempts`,
      [noticeId, claims],
    );
    if (held === undefined) return undefined;
    await run(
      'insert into notice_attempt (notice_id, attempt, channel, at) values ($1, $2, $3, $4)',
      [noticeId, held.attempts, channel, new Date(now)],
    );
    return held.attempts;
  });
}

/** What came of an attempt. One that was sent is so, whoever has stopped it meanwhile. */
export function endAttempt(
  ledger: Ledger,
  { noticeId }: Notice,
  attempt: number,
  ended: { channel: string; problem: string | undefined; now: number },
): Promise<void> {
  const { channel, problem, now } = ended;
  return ledger.transaction(async (run) => {
    await run(
      'update notice_attempt set outcome = $3, problem = $4 where notice_id = $1 and attempt = $2',
      [noticeId, attempt, problem === undefined ? 'sent' : 'failed', problem ?? ''],
    );
    if (problem !== undefined) return;
    await run(
      `update notice set state = 'sent', reason = '', sent_at = $2, sent_through = $3
        where notice_id = $1 and state in ('queued', 'stopped', 'grouped')`,
      [noticeId, new Date(now), channel],
    );
  });
}

/** Keeps what is sent, so that a repeat is the same. */
export async function keepContent(
  ledger: Ledger,
  { noticeId }: Notice,
  content: NoticeContent,
): Promise<void> {
  await ledger.run('update notice set content = $2 where notice_id = $1 and content is null', [
    noticeId,
    JSON.stringify(content),
  ]);
}

/** Lets go of a notice that is to be tried again at `dueAt`. */
export async function postponeNotice(
  { run }: { run: Run },
  { noticeId, claims }: Notice,
  dueAt: number,
  reason: string,
): Promise<void> {
  await run(
    `update notice set due_at = $3, claimed_until = null, reason = $4
      where notice_id = $1 and claims = $2 and state = 'queued'`,
    [noticeId, claims, new Date(dueAt), reason],
  );
}

/** Ends one that is not sent. @returns whether it was still to be sent */
export async function endNotice(
  { run }: { run: Run },
  { noticeId, claims }: Notice,
  state: Exclude<NoticeEnd, 'sent'>,
  reason: string,
): Promise<boolean> {
  const ended = await run(
    `update notice set state = $3, reason = $4
      where notice_id = $1 and claims = $2 and state = 'queued' returning notice_id`,
    [noticeId, claims, state, reason],
  );
  return ended.length > 0;
}

/** Sets the channels of a first step, and adds the later steps of its ladder. */
export function planNotice(
  ledger: Ledger,
  { noticeId, claims }: Notice,
  steps: readonly { step: number; dueAt: number; channels: readonly string[] }[],
): Promise<void> {
  return ledger.transaction(async (run) => {
    const planned = await run(
      `update notice set channels = $3
        where notice_id = $1 and claims = $2 and channels is null and state = 'queued'
        returning notice_id`,
      [noticeId, claims, steps[0]?.channels ?? []],
    );
    if (planned.length === 0) return;
    for (const { step, dueAt, channels } of steps.slice(1)) {
      await run(
        `insert into notice (
            audience, subject_id, cause, kind, detail, at, step, due_at, channels)
          select audience, subject_id, cause, kind, detail, at, $2, $3, $4
            from notice where notice_id = $1
          on conflict do nothing`,
        [noticeId, step, new Date(dueAt), channels],
      );
    }
  });
}

/** Brings the next step of a ladder forward, because this one reaches nobody. */
export async function hastenNextStep(
  ledger: Ledger,
  { cause, step }: Notice,
  now: number,
): Promise<void> {
  await ledger.run(
    `update notice set due_at = least(due_at, $3)
      where cause = $1 and audience = 'noc' and step = $2 and state = 'queued'`,
    [cause, step + 1, new Date(now)],
  );
}

/** When the next step of the same ladder is due. */
export async function nextStepAt(
  ledger: Ledger,
  { cause, step }: Notice,
): Promise<number | undefined> {
  const [next] = await ledger.run<{ dueAt: number }>(
    `select due_at from notice
      where cause = $1 and audience = 'noc' and step = $2 and state = 'queued'`,
    [cause, step + 1],
  );
  return next?.dueAt;
}

/** Notices to customers that are late and of which nobody was told; told of from now on. */
export function markLate(run: Run, at: number, now: number): Promise<Notice[]> {
  return run<Notice>(
    `update notice set late_at = $2
      where audience = 'customer' and state = 'queued' and kind <> 'lifted' and at <= $1
        and late_at is null
      returning *`,
    [new Date(at), new Date(now)],
  );
}

/** How many are to be sent, and how many of those to customers are late. */
export async function countNotices(ledger: Ledger): Promise<{ queued: number; late: number }> {
  const [row] = await ledger.run<{ queued: number; late: number }>(
    `select count(*)::integer as queued, count(late_at)::integer as late
      from notice where state = 'queued'`,
  );
  return row!;
}

/** Of a case or wave, in the order in which they came about. */
export function noticesOf(ledger: Ledger, subjectId: string): Promise<Notice[]> {
  return ledger.run<Notice>(
    'select * from notice where subject_id = $1 order by notice_id limit 1000',
    [subjectId],
  );
}

/** An attempt to send a notice. Times are epoch ms. */
export interface NoticeAttempt {
  noticeId: number;
  attempt: number;
  channel: string;
  at: number;
  /** `null` where it may have left or not. */
  outcome: 'sent' | 'failed' | null;
  problem: string;
}

export function attemptsOf(ledger: Ledger, noticeId: number): Promise<NoticeAttempt[]> {
  return ledger.run<NoticeAttempt>(
    'select * from notice_attempt where notice_id = $1 order by attempt',
    [noticeId],
  );
}

/** Tries a notice again that came back, e.g. after the address was mended. @throws LedgerError */
export async function sendAgain(ledger: Ledger, noticeId: number, now: number): Promise<Notice> {
  const [queued] = await ledger.run<Notice>(
    `update notice set state = 'queued', reason = 'again', due_at = $2, content = null,
        claimed_until = null
      where notice_id = $1 and state in ('undeliverable', 'given-up', 'skipped') returning *`,
    [noticeId, new Date(now)],
  );
  if (queued !== undefined) return queued;
  throw new LedgerError('conflict', `notice ${noticeId} is not one that could not be delivered`);
}
