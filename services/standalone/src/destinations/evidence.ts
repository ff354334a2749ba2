import type { Engine } from '@sekisho/clickhouse';
import type { DestinationEvidence } from '@sekisho/ledger';

const DAY_MS = 86_400_000;
const LOOK_BACK_MS = 90 * DAY_MS;
const LATELY_MS = 7 * DAY_MS;
const MOST_NAMES = 20;

interface Caller {
  subscriber: string;
  calls: string;
  costJpy: string;
  isSuspected: 0 | 1;
}

/**
 * Who of a service called a destination in 90 days: lawful callers, whom a restriction would hit,
 * apart from those with a grave alert of the last week that nobody has judged to be their own.
 * Full numbers are compared in the store, and none leaves it.
 */
export async function destinationEvidence(
  engine: Engine,
  { service, prefix }: { service: string; prefix: string },
  now: number,
): Promise<DestinationEvidence> {
  const callers = await engine.query<Caller>(QUERY, {
    service,
    prefix: `+${prefix}`,
    since: now - LOOK_BACK_MS,
    lately: now - LATELY_MS,
  });
  const lawful = callers.filter(({ isSuspected }) => isSuspected === 0);
  const suspected = callers.filter(({ isSuspected }) => isSuspected === 1);
  const names = lawful.slice(0, MOST_NAMES).map(({ subscriber }) => subscriber);
  return { lawful: { ...sumOf(lawful), names }, suspected: sumOf(suspected) };
}

function sumOf(callers: readonly Caller[]) {
  const sum = { subscribers: callers.length, calls: 0, costJpy: 0 };
  for (const { calls, costJpy } of callers) {
    sum.calls += Number(calls);
    sum.costJpy += Number(costJpy);
  }
  return { ...sum, costJpy: Math.round(sum.costJpy * 1000) / 1000 };
}

const QUERY = `
  select c.subscriber as subscriber, toString(uniqExact(c.call_ref)) as calls,
      toString(sum(c.cost_jpy)) as costJpy,
      toUInt8(c.subscriber in (
        select subscriber from alert
        where service = {service:String} and severity = 'critical' and verdict != 'ours'
          and last_at >= fromUnixTimestamp64Milli({lately:Int64}))) as isSuspected
    from call as c
    where c.service = {service:String} and c.direction = 'outbound' and not c.barred
      and (c.subscriber, c.started_at, c.source, c.call_id) in (
        select subscriber, started_at, source, call_id from cdr
        where started_at >= fromUnixTimestamp64Milli({since:Int64})
          and direction = 'outbound' and startsWith(called_number, {prefix:String}))
    group by c.subscriber
    order by uniqExact(c.call_ref) desc, c.subscriber`;
