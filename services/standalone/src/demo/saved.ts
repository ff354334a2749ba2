import type { Engine } from '@sekisho/clickhouse';

/** What the restrictions of one subscriber came to, in yen. */
export interface Saved {
  subscriber: string;
  /** Of the calls in the day before the first restriction. */
  lostJpy: number;
  /** Of the calls that began while any restriction stood: it would have refused them. */
  savedJpy: number;
}

/** Asks the store what each restricted subscriber would have been kept from spending. */
export async function savedBy(engine: Engine): Promise<Map<string, Saved>> {
  const rows = await engine.query<Saved>(
    `with r as (
       select subscriber, groupArray((at, until)) as spans, min(at) as first_at
         from restriction group by subscriber
     )
     select c.subscriber as subscriber,
            toFloat64(sumIf(c.cost_jpy, c.started_at < r.first_at)) as lostJpy,
            toFloat64(sumIf(c.cost_jpy, arrayExists(s -> c.started_at >= s.1 and c.started_at < s.2, r.spans))) as savedJpy
       from call as c
       join r on r.subscriber = c.subscriber
      where c.kind = 'international' and c.direction = 'outbound'
        and c.started_at >= r.first_at - interval 1 day
      group by c.subscriber`,
  );
  return new Map(rows.map((row) => [row.subscriber, row]));
}
