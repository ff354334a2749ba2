import type { Engine } from '@sekisho/clickhouse';
import { HOUR_MS, type HourCount } from './hour-count.ts';

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
            toString(countIf(event = 'stop' and answered_at is null)) as unanswered
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
  }));
}

/** When each source's last record arrived, epoch ms, of those since an instant. */
export async function readLastSeen(
  engine: Engine,
  topic: string,
  since: number,
): Promise<Map<string, number>> {
  const rows = await engine.query<{ source: string; at: string }>(
    `select source, toString(toUnixTimestamp(max(ingested_at))) as at from cdr
      where topic = {topic:String} and ingested_at >= fromUnixTimestamp({since:Int64})
      group by source`,
    { topic, since: Math.floor(since / 1000) },
  );
  return new Map(rows.map(({ source, at }) => [source, Number(at) * 1000]));
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
