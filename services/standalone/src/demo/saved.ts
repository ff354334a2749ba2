import type { Engine } from '@sekisho/clickhouse';

/** What one restriction came to. */
export interface Saved {
  restrictionId: string;
  /** Yen of the calls that began before it, from the first that the alert counts. */
  lostJpy: number;
  /** Yen of the calls that began while it stood: the restriction would have refused them. */
  savedJpy: number;
}

/** Asks the store what each restriction would have kept from being spent. */
export async function savedBy(engine: Engine): Promise<Map<string, Saved>> {
  const rows = await engine.query<Saved>(
    `select r.restriction_id as restrictionId,
            toFloat64(sumIf(c.cost_jpy, c.started_at < r.at)) as lostJpy,
            toFloat64(sumIf(c.cost_jpy, c.started_at >= r.at)) as savedJpy
       from restriction as r
       join alert as a on a.alert_id = r.alert_id
       join call as c on c.subscriber = r.subscriber
      where c.kind = 'international' and c.direction = 'outbound'
        and c.started_at >= a.opened_at - interval 1 day and c.started_at < r.until
      group by restrictionId`,
  );
  return new Map(rows.map((row) => [row.restrictionId, row]));
}
