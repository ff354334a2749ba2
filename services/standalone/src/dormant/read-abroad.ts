import type { Engine } from '@sekisho/clickhouse';

export interface StoredAbroad {
  /** Epoch ms by subscriber. */
  lastAbroad: Map<string, number>;
  /** Epoch ms from which on the store has records; `null` for an empty one. */
  since: number | null;
}

interface LastCall {
  subscriber: string;
  at: string;
}

/**
 * When each subscriber last called abroad, or tried to. Of records, not of legs: a maximum is the
 * same however often a record is stored, and costs a tenth.
 */
export async function readAbroad(engine: Engine): Promise<StoredAbroad> {
  // A few records with wrong dates must not make the store seem older than it is.
  const [first] = await engine.query<{ at: string; records: string }>(
    `select toString(toInt64(quantile(0.001)(toUnixTimestamp64Milli(started_at)))) as at,
            toString(count()) as records
       from cdr`,
  );
  const last = await engine.query<LastCall>(
    `select subscriber, toString(toUnixTimestamp64Milli(max(started_at))) as at from cdr
      where kind = 'international' and direction = 'outbound' and not barred
      group by subscriber`,
  );
  return {
    lastAbroad: new Map(last.map(({ subscriber, at }) => [subscriber, Number(at)])),
    since: first === undefined || first.records === '0' ? null : Number(first.at),
  };
}
