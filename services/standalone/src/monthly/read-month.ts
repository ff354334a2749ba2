import type { Engine } from '@sekisho/clickhouse';
import type { Span } from '@sekisho/detector';
import { DRILL } from '../drill/attack.ts';
import type { AlertRow, DestinationRow, MonthRows, RestrictionRow } from './month-rows.ts';

/** What the views tell of a month: alerts that opened, and restrictions that were ordered, in it. */
export async function readMonth(engine: Engine, { from, until }: Span): Promise<MonthRows> {
  const span = { from, until };
  const alerts = await engine.query<Texts<AlertRow>>(ALERTS, span);
  const restrictions = await engine.query<Texts<RestrictionRow>>(RESTRICTIONS, span);
  const destinations = await engine.query<Texts<DestinationRow>>(DESTINATIONS, span);
  return {
    alerts: alerts.map(({ calls, cost, ...row }) => ({ ...row, ...numbers({ calls, cost }) })),
    restrictions: restrictions.map(restrictionOf),
    destinations: destinations.map(({ calls, talkMs, cost, ...row }) => ({
      ...row,
      ...numbers({ calls, talkMs, cost }),
    })),
  };
}

/** 64-bit integers come as text. */
type Texts<T> = {
  [K in keyof T]: T[K] extends number ? string : T[K] extends number | null ? string | null : T[K];
};

function restrictionOf(row: Texts<RestrictionRow>): RestrictionRow {
  const { service, state, decidedBy, verdict, since, orderedAt, appliedAt, endedAt } = row;
  const { refused, calls, cost } = row;
  return {
    ...{ service, state, decidedBy, verdict },
    since: numberOrNull(since),
    orderedAt: Number(orderedAt),
    appliedAt: numberOrNull(appliedAt),
    endedAt: numberOrNull(endedAt),
    ...numbers({ refused, calls, cost }),
  };
}

function numbers<K extends string>(texts: Record<K, string>): Record<K, number> {
  const pairs = Object.entries<string>(texts).map(([key, text]) => [key, Number(text)]);
  return Object.fromEntries(pairs) as Record<K, number>;
}

function numberOrNull(text: string | null): number | null {
  return text === null ? null : Number(text);
}

// What drills made up is no alert.
const IN_MONTH = (column: string) =>
  `service != '${DRILL}' and ${column} >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
   and ${column} < fromUnixTimestamp64Milli({until:Int64}, 'UTC')`;

const ms = (column: string) => `toUnixTimestamp64Milli(${column})`;
const milliYen = (column: string) => `toString(toInt64(${column} * 1000))`;

const ALERTS = `select alert_id as alertId, service, severity, verdict, toString(a.calls) as calls,
    ${milliYen('a.cost_jpy')} as cost
  from alert as a where ${IN_MONTH('opened_at')} order by alert_id`;

// Refused calls count from the order on, and up to when the switch let go, or would have.
const RESTRICTIONS = `
  with
    ordered as (
      select * from restriction where kind = 'fraud' and subscriber != '' and ${IN_MONTH('at')}
    ),
    stood as (
      select restriction_id, minIf(${ms('transition_at')}, state = 'applied') as applied_at,
        maxIf(${ms('transition_at')}, state in ('released', 'expired')) as ended_at
      from restriction_event group by restriction_id
    ),
    refusals as (
      select o.restriction_id as restriction_id, count() as refused
      from ordered as o
      inner join call as c on c.subscriber = o.subscriber
      left join stood as s on s.restriction_id = o.restriction_id
      where c.barred and c.kind = 'international' and c.direction = 'outbound'
        and c.subscriber in (select subscriber from ordered)
        and c.started_at >= o.at
        and ${ms('c.started_at')} < if(s.ended_at = 0, ${ms('o.until')}, s.ended_at)
      group by o.restriction_id
    )
  select o.service as service, o.state as state, o.decided_by as decidedBy,
    a.verdict as verdict,
    if(a.alert_id = '', null, toString(${ms('a.since')})) as since,
    toString(${ms('o.at')}) as orderedAt,
    if(s.applied_at = 0, null, toString(s.applied_at)) as appliedAt,
    if(s.ended_at = 0, null, toString(s.ended_at)) as endedAt,
    toString(r.refused) as refused, toString(a.calls) as calls, ${milliYen('a.cost_jpy')} as cost
  from ordered as o
  left join alert as a on a.alert_id = o.alert_id
  left join stood as s on s.restriction_id = o.restriction_id
  left join refusals as r on r.restriction_id = o.restriction_id
  order by o.at, o.restriction_id`;

const DESTINATIONS = `
  with found as (
    select alert_id, service from alert where verdict != 'ours' and ${IN_MONTH('opened_at')}
  )
  select f.service as service, c.country_key as country, toString(count()) as calls,
    toString(toInt64(sum(c.duration_sec) * 1000)) as talkMs, ${milliYen('sum(c.cost_jpy)')} as cost
  from alert_call as c
  inner join found as f on f.alert_id = c.alert_id
  group by f.service, c.country_key
  order by sum(c.cost_jpy) desc, country`;
