import type { Ledger } from '@sekisho/ledger';
import { parseNoticeSettings } from '@sekisho/notices';
import { createLog } from '@sekisho/runtime';
import { createDelivery } from '../notices/delivery.ts';
import type { NoticeParts } from '../notices/notice-parts.ts';
import type { Clock } from './build-parts.ts';
import { noticesFile } from './notices-file.ts';

const noMetrics: NoticeParts['metrics'] = {
  ended: () => undefined,
  toldAfter: () => undefined,
  channelFailed: () => undefined,
  waiting: () => undefined,
};

/** Notices by a file; every contract is that of customer K1, who reads English. */
export function buildNoticeParts(
  ledger: Ledger,
  clock: Clock,
  file: Parameters<typeof noticesFile>[0],
  changes: Partial<NoticeParts> = {},
): NoticeParts {
  const now = () => clock.now;
  const settings = parseNoticeSettings(noticesFile(file), 'notices.yaml');
  const delivery = createDelivery(settings, { now, environment: process.env });
  const contact = {
    customer: 'K1',
    name: 'Tanaka',
    email: 'tanaka@example.com',
    language: 'en',
  } as const;
  return {
    ledger,
    delivery: () => delivery,
    contactOf: () => Promise.resolve(contact),
    metrics: noMetrics,
    log: createLog('enforcer', 'silent'),
    now,
    isStopping: () => false,
    ...changes,
  };
}
