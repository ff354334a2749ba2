import type { Engine } from '@sekisho/clickhouse';

/** How a barred line goes on trying. */
export interface BarredAttempts {
  service: string;
  subscriber: string;
  /** Calls that were refused since. */
  attempts: number;
  /** Epoch ms of the newest. */
  last: number;
}

/** Of subscribers: the calls that a restriction of ours refused since an instant, epoch ms. */
export async function barredAttempts(
  engine: Engine,
  subscribers: readonly string[],
  since: number,
): Promise<BarredAttempts[]> {
  const rows = await engine.query<{
    service: string;
    subscriber: string;
    attempts: string;
    last: string;
  }>(
    `select service, subscriber, toString(uniqExact(source, call_id)) as attempts,
        toString(toUnixTimestamp64Milli(max(at))) as last
      from cdr
      where subscriber in {subscribers:Array(String)} and barred and direction = 'outbound'
        and started_at >= fromUnixTimestamp64Milli({since:Int64})
      group by service, subscriber`,
    { subscribers, since },
  );
  return rows.map(({ attempts, last, ...whose }) => ({
    ...whose,
    attempts: Number(attempts),
    last: Number(last),
  }));
}
