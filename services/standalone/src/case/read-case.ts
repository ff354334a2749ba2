import type { Engine } from '@sekisho/clickhouse';

/** What the store tells of an alert. Times are epoch ms. */
export interface StoredCase {
  alertId: string;
  service: string;
  subscriber: string;
  severity: string;
  verdict: string;
  detectedAt: number;
  restrictionId: string | null;
  orderedAt: number | null;
  /** When the switch first confirmed it. */
  readBackAt: number | null;
  /** When the switch had let go. */
  endedAt: number | null;
  calls: CaseCall[];
}

/** A call abroad within the alert. */
export interface CaseCall {
  callId: string;
  source: string;
  startedAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  /** Talk time, three decimals. */
  durationSec: string;
  costJpy: string;
  costSource: string;
  country: string;
  prefix: string;
  calledMasked: string;
}

const ms = (column: string) => `toString(toUnixTimestamp64Milli(${column}))`;
const orNull = (column: string) => `if(isNull(${column}), null, ${ms(`assumeNotNull(${column})`)})`;

/** @returns nothing where the store has no such alert */
export async function readCase(engine: Engine, alertId: string): Promise<StoredCase | undefined> {
  const [alert] = await engine.query<Record<string, string>>(
    `select alert_id as alertId, service, subscriber, toString(severity) as severity, verdict,
            ${ms('opened_at')} as detectedAt, restriction_id as restrictionId
       from alert where alert_id = {alertId:String}`,
    { alertId },
  );
  if (alert === undefined) return undefined;
  return {
    ...(alert as unknown as StoredCase),
    detectedAt: Number(alert['detectedAt']),
    restrictionId: alert['restrictionId'] || null,
    ...(await readRestriction(engine, alert['restrictionId'] ?? '')),
    calls: await readCalls(engine, alertId),
  };
}

type Times = Pick<StoredCase, 'orderedAt' | 'readBackAt' | 'endedAt'>;

async function readRestriction(engine: Engine, restrictionId: string): Promise<Times> {
  const [row] = await engine.query<Record<keyof Times, string>>(
    `select ${ms('r.at')} as orderedAt, toString(e.applied_at) as readBackAt,
            toString(e.ended_at) as endedAt
       from (select * from restriction where restriction_id = {restrictionId:String}) as r
       left join (
         select restriction_id,
           minIf(toUnixTimestamp64Milli(transition_at), state = 'applied') as applied_at,
           maxIf(toUnixTimestamp64Milli(transition_at), state in ('released', 'expired')) as ended_at
         from restriction_event group by restriction_id
       ) as e on e.restriction_id = r.restriction_id`,
    { restrictionId },
  );
  const at = (text: string | undefined) => Number(text ?? 0) || null;
  return {
    orderedAt: at(row?.orderedAt),
    readBackAt: at(row?.readBackAt),
    endedAt: at(row?.endedAt),
  };
}

/** The subscriber's calls abroad from the first that counted to the last that the alert covers. */
async function readCalls(engine: Engine, alertId: string): Promise<CaseCall[]> {
  const rows = await engine.query<Record<keyof CaseCall, string | null>>(
    `select c.call_id as callId, c.source as source, ${ms('c.started_at')} as startedAt,
            ${orNull('c.answered_at')} as answeredAt, ${orNull('c.ended_at')} as endedAt,
            toString(c.duration_sec) as durationSec, toString(c.cost_jpy) as costJpy,
            toString(c.cost_source) as costSource,
            if(c.iso2 = '', c.country, c.iso2) as country, c.prefix as prefix,
            c.called_masked as calledMasked
       from call as c
      inner join (select * from alert where alert_id = {alertId:String}) as a
         on c.subscriber = a.subscriber
      where c.subscriber in (
              select subscriber from alert_version where alert_id = {alertId:String})
        and c.kind = 'international' and c.direction = 'outbound' and not c.barred
        and c.started_at >= a.since and (a.closed_at is null or c.started_at <= a.last_at)
      order by c.started_at, c.source, c.call_id`,
    { alertId },
  );
  const at = (text: string | null) => (text === null ? null : Number(text));
  return rows.map((row) => ({
    ...(row as unknown as CaseCall),
    startedAt: Number(row.startedAt),
    answeredAt: at(row.answeredAt),
    endedAt: at(row.endedAt),
  }));
}
