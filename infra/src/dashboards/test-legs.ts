import type { CdrRow, JournalRow } from '@sekisho/clickhouse';
import { buildCdrRow, buildJournalRow } from '@sekisho/clickhouse/testing';

/** When the questions are asked. */
export const NOW = Date.UTC(2026, 5, 30, 12);
export const SECOND = 1000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

interface Country {
  countryKey: string;
  called: string;
  range: string;
  masked: string;
}

export const GUINEA: Country = {
  ...{ countryKey: 'GN', called: '+22460112345', range: '22460112', masked: '+22460****' },
};
export const LATVIA: Country = {
  ...{ countryKey: 'LV', called: '+37190123456', range: '37190123', masked: '+37190****' },
};
export const USA: Country = {
  ...{ countryKey: 'US', called: '+12125550123', range: '121255', masked: '+1212****' },
};

export interface LegPlan {
  subscriber: string;
  callId: string;
  /** Before NOW. */
  ago: number;
  talk?: number;
  yen?: number;
  /** Nothing: a domestic leg, which the journal does not have. */
  to?: Country;
  service?: string;
  cdr?: Partial<CdrRow>;
  journal?: Partial<JournalRow>;
}

export interface Leg {
  cdr: CdrRow;
  journal: JournalRow | undefined;
}

let offset = 0;

/** A record of a leg: a stop unless `cdr` says otherwise, stored two seconds after it. */
export function leg(plan: LegPlan): Leg {
  offset += 1;
  const { subscriber, callId, ago, talk = 0, yen = 0, to, service = 'hikari' } = plan;
  const startedAt = NOW - ago;
  const event = plan.cdr?.event ?? 'stop';
  const at = plan.cdr?.at ?? startedAt + talk;
  const same = {
    ...{ subscriber, callId, service, startedAt, at, event, offset, ingestedAt: at + 2 * SECOND },
    answeredAt: talk > 0 ? startedAt : undefined,
    endedAt: event === 'stop' ? at : undefined,
    sourceIp: '203.0.113.7',
    source: 'sbc-1',
    barred: false,
  };
  const cdr = buildCdrRow({
    ...same,
    interimAt: event === 'interim' ? at : 0,
    durationSecMilli: talk,
    costJpyMilli: yen * 1000,
    costSource: yen > 0 ? 'deck' : 'none',
    ...(to && {
      ...{ kind: 'international', iso2: to.countryKey, calledMasked: to.masked },
      ...{ calledNumber: to.called, calledRef: `ref-${to.countryKey}` },
    }),
    ...plan.cdr,
  });
  if (to === undefined) return { cdr, journal: undefined };
  const { source, sourceIp, barred } = cdr;
  return {
    cdr,
    journal: buildJournalRow({
      ...{ ...same, source, sourceIp, barred, talkMs: talk, costMilliYen: yen * 1000 },
      ...{ iso2: to.countryKey, countryKey: to.countryKey, calledRange: to.range },
      ...{ calledMasked: to.masked, calledRef: `ref-${to.countryKey}` },
      ...plan.journal,
    }),
  };
}
