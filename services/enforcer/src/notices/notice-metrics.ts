import type { Metrics } from '@sekisho/runtime';

const SECONDS = [1, 3, 10, 30, 60, 180, 600, 1800, 3600] as const;
const OUTCOMES = ['sent', 'undeliverable', 'given-up'] as const;
const AUDIENCES = ['customer', 'noc'] as const;

export interface NoticeMetrics {
  ended(audience: 'customer' | 'noc', outcome: (typeof OUTCOMES)[number]): void;
  /** From what a customer is told of until the mail server took it. */
  toldAfter(seconds: number): void;
  channelFailed(channel: string): void;
  waiting(counts: { queued: number; late: number }): void;
}

export function createNoticeMetrics(metrics: Metrics): NoticeMetrics {
  const ended = metrics.counter('enforcer_notices_total', 'Notices that came to an end', [
    'audience',
    'outcome',
  ]);
  for (const audience of AUDIENCES) {
    for (const outcome of OUTCOMES) ended.inc({ audience, outcome }, 0);
  }
  const told = metrics.histogram(
    'enforcer_customer_told_seconds',
    'From a bar until the mail to the customer left',
    SECONDS,
  );
  const failures = metrics.counter('enforcer_notice_failures_total', 'Tries that failed', [
    'channel',
  ]);
  const queued = metrics.gauge('enforcer_notices_queued', 'Notices still to be sent');
  const late = metrics.gauge('enforcer_notices_late', 'Customers who are not told in time');
  return {
    ended: (audience, outcome) => ended.inc({ audience, outcome }),
    toldAfter: (seconds) => told.observe(seconds),
    channelFailed: (channel) => failures.inc({ channel }),
    waiting(counts) {
      queued.set(counts.queued);
      late.set(counts.late);
    },
  };
}
