import {
  claimNotices,
  countNotices,
  endNotice,
  lapseAcknowledgements,
  markLate,
  type Notice,
} from '@sekisho/ledger';
import { queueAlarm } from './alarm.ts';
import type { NoticeParts } from './notice-parts.ts';
import { tellCustomer } from './tell-customer.ts';
import { tellNoc } from './tell-noc.ts';

/** Longer than the slowest mail server may take. */
const CLAIM_MS = 120_000;
/** So many wait for slow servers at once. */
const AT_ONCE = 8;

/** Sends what is due to an audience, until nothing is. */
export async function dispatch(parts: NoticeParts, audience: Notice['audience']): Promise<void> {
  const { ledger, now, isStopping } = parts;
  while (!isStopping()) {
    const claim = { audience, now: now(), forMs: CLAIM_MS, limit: AT_ONCE };
    const notices = await claimNotices(ledger, claim);
    if (notices.length === 0) return;
    const done = await Promise.allSettled(notices.map((notice) => tell(parts, notice)));
    const failed = done.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
}

async function tell(parts: NoticeParts, notice: Notice): Promise<void> {
  const delivery = parts.delivery();
  if (delivery === undefined) {
    await endNotice(parts.ledger, notice, 'skipped', 'no notices are set up');
  } else if (notice.audience === 'noc') {
    await tellNoc(parts, delivery, notice);
  } else if (delivery.settings.customers.notify) {
    await tellCustomer(parts, delivery, notice);
  } else {
    await endNotice(parts.ledger, notice, 'skipped', 'customers are not notified');
  }
}

/** Sees who has not been told in time, and who took a case and left it. */
export async function watchTimes({
  ledger,
  delivery,
  metrics,
  log,
  now,
}: NoticeParts): Promise<number> {
  const settings = delivery()?.settings;
  if (settings !== undefined) {
    const afterMs = settings.acknowledgement.lapsesAfter;
    await lapseAcknowledgements(ledger, { afterMs, now: now() });
    await ledger.transaction(async (run) => {
      const late = await markLate(run, now() - settings.customers.within, now());
      for (const notice of late) {
        await queueAlarm(run, notice, 'late', now());
        log.error(
          { noticeId: notice.noticeId, subjectId: notice.subjectId },
          'a customer is not told in time',
        );
      }
    });
  }
  const counts = await countNotices(ledger);
  metrics.waiting(counts);
  return counts.late;
}
