import type { Engine } from '@sekisho/clickhouse';

/** A call that counted for an alert, its number masked. Times are epoch ms. */
export interface CallLine {
  startedAt: number;
  calledMasked: string;
  /** ISO alpha-2, or `+881` where there is no such code. */
  country: string;
  prefix: string;
  durationSec: number;
  costJpy: number;
}

/** Calls live for four hours at most. */
const LONGEST_CALL_MS = 4 * 3_600_000;
const MOST_CALLS = 50;

/** The newest first. */
export async function readCalls(engine: Engine, alertId: string): Promise<CallLine[]> {
  const rows = await engine.query<Record<keyof CallLine, string>>(
    `select toString(toUnixTimestamp64Milli(started_at)) as startedAt,
            called_masked as calledMasked, if(iso2 = '', country_key, iso2) as country, prefix,
            toString(duration_sec) as durationSec, toString(cost_jpy) as costJpy
       from alert_call where alert_id = {alertId:String}
      order by started_at desc, call_id limit {most:UInt32}`,
    { alertId, most: MOST_CALLS },
  );
  return rows.map(({ startedAt, durationSec, costJpy, ...row }) => ({
    ...row,
    startedAt: Number(startedAt),
    durationSec: Number(durationSec),
    costJpy: Number(costJpy),
  }));
}

/** Calls abroad that have begun and not ended, by subscriber. @param now epoch ms */
export async function readCallsUp(
  engine: Engine,
  subscribers: readonly string[],
  now: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await engine.query<{ subscriber: string; up: string }>(
    `select subscriber, toString(count()) as up from call
      where subscriber in {subscribers:Array(String)}
        and started_at >= fromUnixTimestamp64Milli({since:Int64})
        and direction = 'outbound' and kind = 'international' and last_event != 'stop'
      group by subscriber`,
    { subscribers, since: now - LONGEST_CALL_MS },
  );
  return new Map(rows.map(({ subscriber, up }) => [subscriber, Number(up)]));
}
