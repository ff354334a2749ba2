import type { Engine } from '@sekisho/clickhouse';
import { HOUR_MS, type HourCount } from './hour-count.ts';
import type { Recent } from './judge-source.ts';
import type { Inserts } from './judge-system.ts';

/** A record may be from a moment that is still to come, by the switch's clock. */
const DELAY_MS = `(toInt64(toUnixTimestamp(ingested_at)) * 1000 - toUnixTimestamp64Milli(at))`;
const RECENT_MS = 15 * 60_000;

/**
 * Records by source and hour of arrival, of whole hours from one on and until before another. A
 * record that was stored twice may count twice until the store has merged it.
 */
export async function readHours(
  engine: Engine,
  topic: string,
  from: number,
  until: number,
): Promise<HourCount[]> {
  const rows = await engine.query<Record<keyof HourCount, string>>(
    `select source, toString(intDiv(toUnixTimestamp(ingested_at), 3600)) as hour,
            toString(count()) as records, toString(countIf(kind = 'unknown')) as unknown,
            toString(countIf(kind = 'international')) as international,
            toString(countIf(event = 'stop' and answered_at is null)) as unanswered,
            toString(quantileExact(0.5)(${DELAY_MS})) as delayMs
       from cdr
      where topic = {topic:String} and ingested_at >= fromUnixTimestamp({from:Int64})
        and ingested_at < fromUnixTimestamp({until:Int64})
      group by source, hour`,
    { topic, from: (from * HOUR_MS) / 1000, until: (until * HOUR_MS) / 1000 },
  );
  return rows.map(({ source, ...counts }) => ({
    source,
    hour: Number(counts.hour),
    records: Number(counts.records),
    unknown: Number(counts.unknown),
    international: Number(counts.international),
    unanswered: Number(counts.unanswered),
    delayMs: Number(counts.delayMs),
  }));
}

/** What a source brought lately. */
export interface Seen extends Recent {
  /** When its last record arrived, epoch ms. */
  at: number;
}

/** Of sources with records since an instant; how late they are of the last quarter of an hour. */
export async function readLastSeen(
  engine: Engine,
  topic: string,
  since: number,
  now: number,
): Promise<Map<string, Seen>> {
  const recent = 'ingested_at >= fromUnixTimestamp({recent:Int64})';
  const rows = await engine.query<{ source: string; last: string; records: string; delay: string }>(
    `select source, toString(toUnixTimestamp(max(ingested_at))) as last,
            toString(countIf(${recent})) as records,
            toString(quantileExactIf(0.5)(${DELAY_MS}, ${recent})) as delay
       from cdr
      where topic = {topic:String} and ingested_at >= fromUnixTimestamp({since:Int64})
      group by source`,
    {
      topic,
      since: Math.floor(since / 1000),
      recent: Math.floor((now - RECENT_MS) / 1000),
    },
  );
  return new Map(
    rows.map(({ source, last, records, delay }) => [
      source,
      { at: Number(last) * 1000, records: Number(records), delayMs: Number(delay) },
    ]),
  );
}

/** What the whole store got: its newest insert, and the longest it went without, since an instant. */
export async function readInserts(
  engine: Engine,
  topic: string,
  since: number,
): Promise<Inserts | undefined> {
  const [row] = await engine.query<{ first: string; newest: string; gap: string }>(
    `select toString(min(minute)) as first, toString(max(minute)) as newest,
            toString(max(gap)) as gap
       from (
         select minute, minute - lagInFrame(minute, 1, minute) over
             (order by minute rows between 1 preceding and current row) as gap
           from (
             select distinct intDiv(toUnixTimestamp(ingested_at), 60) as minute from cdr
              where topic = {topic:String} and ingested_at >= fromUnixTimestamp({since:Int64})
           )
       )
      having count() > 0`,
    { topic, since: Math.floor(since / 1000) },
  );
  if (row === undefined) return undefined;
  const ms = (minutes: string) => Number(minutes) * 60_000;
  return { firstAt: ms(row.first), newestAt: ms(row.newest), longestGapMs: ms(row.gap) };
}

/** Between arrivals of a source: 99 % are no longer, in ms; by the minute, since an instant. */
export async function readUsualGaps(
  engine: Engine,
  topic: string,
  since: number,
): Promise<Map<string, number>> {
  const rows = await engine.query<{ source: string; minutes: number }>(
    `select source, quantileExactHigh(0.99)(gap) as minutes
       from (
         select source, minute - lagInFrame(minute, 1, minute) over
             (partition by source order by minute rows between 1 preceding and current row) as gap
           from (
             select distinct source, intDiv(toUnixTimestamp(ingested_at), 60) as minute from cdr
              where topic = {topic:String} and ingested_at >= fromUnixTimestamp({since:Int64})
           )
       )
      group by source`,
    { topic, since: Math.floor(since / 1000) },
  );
  return new Map(rows.map(({ source, minutes }) => [source, Number(minutes) * 60_000]));
}
