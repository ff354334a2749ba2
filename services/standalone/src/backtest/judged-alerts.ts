import type { Engine } from '@sekisho/clickhouse';
import type { Barring } from './decision-log.ts';

/** An alert of the past that a person has judged. Times are epoch ms. */
export interface Judged {
  alertId: string;
  subscriber: string;
  verdict: 'ours' | 'not-ours';
  from: number;
  until: number;
}

/** @param span epoch ms; alerts that were open within it */
export async function readJudgedAlerts(
  engine: Engine,
  { from, until }: { from: number; until: number },
): Promise<Judged[]> {
  const rows = await engine.query<Record<keyof Judged, string>>(
    `select alert_id as alertId, subscriber, verdict,
            toString(toUnixTimestamp64Milli(since)) as from,
            toString(toUnixTimestamp64Milli(coalesce(closed_at, last_at))) as until
       from alert
      where verdict in ('ours', 'not-ours')
        and last_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
        and opened_at < fromUnixTimestamp64Milli({until:Int64}, 'UTC')`,
    { from, until },
  );
  return rows.map((row) => ({
    ...row,
    verdict: row.verdict === 'ours' ? 'ours' : 'not-ours',
    from: Number(row.from),
    until: Number(row.until),
  }));
}

/** Whether a barring is of the run of calls that was judged. */
export function isOf({ subscriber, from, until }: Judged, barring: Barring): boolean {
  const { at, until: end } = barring.restriction;
  return subscriber === barring.subscriber && at <= until && end > from;
}

/** `''` where nobody has judged what it bars. */
export function verdictOn(barring: Barring, judged: readonly Judged[]): Judged['verdict'] | '' {
  const found = judged.filter((each) => isOf(each, barring));
  if (found.some(({ verdict }) => verdict === 'not-ours')) return 'not-ours';
  return found.length > 0 ? 'ours' : '';
}
