import type { CustomerNotice } from '../customer-notice.ts';
import type { EpisodeFacts } from '../episode-facts.ts';
import type { NocNotice } from '../noc-notice.ts';
import type { ServiceProfile } from '../service-profile.ts';

const opened = Date.UTC(2026, 3, 1, 9);

export function buildFacts(changes: Partial<EpisodeFacts> = {}): EpisodeFacts {
  return {
    firstAt: opened - 26 * 60_000,
    lastAt: opened,
    closedAt: null,
    severity: 'critical',
    score: 90,
    calls: 41,
    costMilliYen: 48_200_000,
    countries: ['LV', 'GM'],
    findings: [{ rule: 'cost-1h', observed: 48_200, threshold: 12_000, window: 3600 }],
    evidence: ['new-source', 'rare-country'],
    ...changes,
  };
}

export function buildProfile(changes: Partial<ServiceProfile> = {}): ServiceProfile {
  return {
    name: { ja: 'XePhionコールPro', en: 'XePhion Call Pro' },
    desk: {
      name: { ja: 'XePhionコールProカスタマセンタ', en: 'XePhion Call Pro customer centre' },
      phone: '0120-895-065',
      timeZone: 'Asia/Tokyo',
      open: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 540, to: 1080 }],
      closed: ['public-holidays', 'year-end'],
    },
    terms: {
      document: { ja: 'XePhion コールPro サービス約款', en: 'XePhion Call Pro terms of service' },
      clause: { ja: '国際通話の一時規制の条', en: 'clause on restricting international calls' },
      version: { ja: '平成27年8月改訂', en: 'as revised in August 2015' },
      date: '2015-08-20',
    },
    ...changes,
  };
}

export function buildCustomerNotice(changes: Partial<CustomerNotice> = {}): CustomerNotice {
  return {
    kind: 'barred',
    caseId: 'c-bcdf-ghjk-mnpq-rstv',
    subscriber: 'C10482',
    contactName: '佐藤',
    at: opened + 2000,
    until: opened + 12 * 3_600_000,
    facts: buildFacts(),
    profile: buildProfile(),
    terms: undefined,
    now: opened + 3000,
    ...changes,
  };
}

export function buildNocNotice(changes: Partial<NocNotice> = {}): NocNotice {
  return {
    caseId: 'c-bcdf-ghjk-mnpq-rstv',
    subscriber: 'C10482',
    service: 'xephion',
    customerName: '',
    severity: 'critical',
    action: { state: 'barred', until: opened + 12 * 3_600_000 },
    facts: buildFacts(),
    lastVerdict: 'ours',
    restrictionsBefore: 2,
    step: 0,
    nextStepAt: undefined,
    again: undefined,
    profile: buildProfile(),
    link: '',
    now: opened,
    ...changes,
  };
}
