import { endNotice, type Notice, queueNotice } from '@sekisho/ledger';
import type { NoticeParts } from './notice-parts.ts';

/** Why a customer is not told: it is the NOC's turn. */
export type Alarm = 'late' | 'undelivered' | 'no-contact';

/** Ends a customer's notice that cannot be delivered, and tells the NOC, in one transaction. */
export async function giveUp(
  { ledger, metrics, log, now }: NoticeParts,
  notice: Notice,
  end: { state: 'undeliverable' | 'given-up'; reason: string; alarm: Alarm },
): Promise<void> {
  const { noticeId, audience, subjectId } = notice;
  const isEnded = await ledger.transaction(async (run) => {
    if (!(await endNotice({ run }, notice, end.state, end.reason))) return false;
    if (audience === 'customer') await queueAlarm(run, notice, end.alarm, now());
    return true;
  });
  if (!isEnded) return;
  metrics.ended(audience, end.state);
  log.error({ noticeId, subjectId, audience, ...end }, 'a notice is not delivered');
}

type RunStatement = Parameters<typeof queueNotice>[0];

export async function queueAlarm(
  run: RunStatement,
  { noticeId, subjectId, kind }: Notice,
  alarm: Alarm,
  now: number,
): Promise<void> {
  await queueNotice(run, {
    audience: 'noc',
    subjectId,
    cause: `alarm:${alarm}-${noticeId}`,
    kind: 'alarm',
    detail: { alarm, noticeId, of: kind },
    at: now,
  });
}
