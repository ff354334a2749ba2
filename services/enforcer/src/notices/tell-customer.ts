import {
  type Case,
  findRestriction,
  keepContent,
  type Notice,
  type NoticeContent,
  postponeNotice,
  readCase,
} from '@sekisho/ledger';
import { type CustomerNoticeKind, customerNotice, profileOf } from '@sekisho/notices';
import { giveUp } from './alarm.ts';
import type { Delivery } from './delivery.ts';
import type { NoticeParts } from './notice-parts.ts';
import { messageId, noticeDelayMs, sendOnce } from './send-once.ts';

/** What stands in the store of the calls may come a little later than the bar. */
const FACTS_WITHIN_MS = 60_000;
const FACTS_RETRY_MS = 3000;
/** A server that refuses a recipient may do so by mistake, or for a while. */
const MOST_REFUSALS = 3;

type Content = Required<NoticeContent>;

/** Sends a notice to a customer, or says to the NOC that it cannot be sent. */
export async function tellCustomer(
  parts: NoticeParts,
  { settings, mailer }: Delivery,
  notice: Notice,
): Promise<void> {
  const { ledger, metrics, now } = parts;
  if (now() - notice.at > settings.customers.giveUpAfter) {
    return giveUp(parts, notice, { state: 'given-up', reason: 'too-late', alarm: 'undelivered' });
  }
  const found = await readCase(ledger, notice.subjectId);
  if (found.facts === null && now() - notice.at < FACTS_WITHIN_MS) {
    return postponeNotice(ledger, notice, now() + FACTS_RETRY_MS, 'facts are not known yet');
  }
  const content =
    (notice.content as Content | null) ?? (await compose(parts, settings, notice, found));
  if (content === undefined) {
    return giveUp(parts, notice, {
      state: 'undeliverable',
      reason: 'no-contact',
      alarm: 'no-contact',
    });
  }
  await keepContent(ledger, notice, content);
  const { to, language, subject, lines } = content;
  const mail = { id: messageId(notice), to: [to], language, text: { subject, lines } };
  const tried = await sendOnce(parts, notice, 'mail', () => mailer.send(mail));
  if (tried === 'sent') return metrics.toldAfter((now() - notice.at) / 1000);
  if (tried === 'stopped') return;
  const attempts = notice.attempts + 1;
  if (tried.code === 'refused' && attempts >= MOST_REFUSALS) {
    return giveUp(parts, notice, {
      state: 'undeliverable',
      reason: tried.message,
      alarm: 'undelivered',
    });
  }
  await postponeNotice(ledger, notice, now() + noticeDelayMs(attempts), tried.message);
}

async function compose(
  parts: NoticeParts,
  settings: Delivery['settings'],
  notice: Notice,
  { caseId, subscriber, service, facts }: Case,
): Promise<Content | undefined> {
  const { contactOf, now } = parts;
  const contact = await contactOf(subscriber, now());
  if (contact === undefined || !isAddress(contact.email)) return undefined;
  const { language } = contact;
  const text = customerNotice(
    {
      kind: notice.kind as CustomerNoticeKind,
      caseId,
      subscriber,
      contactName: contact.name,
      at: notice.at,
      until: Number(notice.detail['until']),
      facts: facts ?? undefined,
      profile: profileOf(settings, service),
      terms: await termsOf(parts, notice),
      now: now(),
    },
    language,
  );
  return { to: contact.email, language, ...text };
}

async function termsOf({ ledger }: NoticeParts, { detail }: Notice) {
  const restriction = await findRestriction(ledger, String(detail['restrictionId']));
  return restriction?.terms ?? undefined;
}

/** One address and nothing else: a directory is others' words. */
function isAddress(email: string): boolean {
  return /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/.test(email);
}
