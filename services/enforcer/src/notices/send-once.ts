import { hash } from 'node:crypto';
import { beginAttempt, endAttempt, type Notice, postponeNotice } from '@sekisho/ledger';
import { NoticeError } from './channel.ts';
import type { NoticeParts } from './notice-parts.ts';

/** What became of a try; `stopped` where it was not to leave any more, or another has it. */
export type Tried = 'sent' | 'stopped' | NoticeError;

/** The same for all tries, and another in every installation. */
export function messageId({ noticeId, cause, at }: Notice): string {
  return `n${noticeId}-${hash('sha256', `${cause} ${at}`).slice(0, 16)}`;
}

/**
 * Sends, and writes down what became of it. Killed in between it is sent again under the same id,
 * once the claim has lapsed: at least once, and no more than once more for each such end.
 */
export async function sendOnce(
  { ledger, metrics, log, now, isStopping }: NoticeParts,
  notice: Notice,
  channel: string,
  send: () => Promise<void>,
): Promise<Tried> {
  // 1. the attempt, and whether it may leave at all: an acknowledgement counts until here
  const attempt = await beginAttempt(ledger, notice, channel, now());
  if (attempt === undefined) return 'stopped';
  try {
    // 2. the effect
    await send();
  } catch (error) {
    if (!(error instanceof NoticeError)) throw error;
    const ended = { channel, problem: error.message, now: now() };
    await endAttempt(ledger, notice, attempt, ended);
    // Given up because the process ends: whoever comes next sends it at once.
    if (isStopping()) {
      await postponeNotice(ledger, notice, now(), 'stopped while sending');
      return 'stopped';
    }
    metrics.channelFailed(channel);
    const { noticeId } = notice;
    const { code, message: problem } = error;
    log.warn({ noticeId, channel, code, problem }, 'a notice did not leave');
    return error;
  }
  // 3. what became of it: a crash before it leads back to 1
  await endAttempt(ledger, notice, attempt, { channel, problem: undefined, now: now() });
  metrics.ended(notice.audience, 'sent');
  return 'sent';
}

const FIRST_MS = 30_000;
const LONGEST_MS = 600_000;

/** How long to wait after a failure, doubled with each. @param attempt from 1 */
export function noticeDelayMs(attempt: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(16, attempt - 1));
}
