import type { Engine } from '@sekisho/clickhouse';

/** A destination case with what the store tells of its calls. Times are epoch ms, money is yen. */
export interface DestinationCase {
  caseId: string;
  kind: 'hotline' | 'attacked';
  /** Leading digits; `''` of a whole country. */
  prefix: string;
  /** ISO alpha-2, or `+881` where there is none. */
  country: string;
  openedAt: number;
  lastAt: number;
  endsAt: number;
  /** Subscribers to whom it was new, those of them suspected, those of them barred, at most at once. */
  callers: number;
  suspected: number;
  barred: number;
  /** Nats beyond what history lets expect. */
  surprise: number;
  services: string[];
  /** Of all calls there while the case lasts. */
  calls: number;
  subscribers: number;
  restricted: number;
  costJpy: number;
  /** Subscribers who called there in the 90 days before. */
  callersBefore: number;
  /** The number that most of them called, masked, and how many that are. */
  topCalled: string;
  topSubscribers: number;
}

/** 64-bit integers come as text. */
type Stored = {
  [K in keyof DestinationCase]: DestinationCase[K] extends number
    ? string | number
    : DestinationCase[K];
};

const FIGURES = [
  'openedAt',
  'lastAt',
  'endsAt',
  'callers',
  'suspected',
  'barred',
  'surprise',
  'calls',
  'subscribers',
  'restricted',
  'costJpy',
  'callersBefore',
  'topSubscribers',
] as const satisfies readonly (keyof DestinationCase)[];

/**
 * Destination cases, the newest first.
 * @param after epoch ms: those that end then or later; `undefined`: all
 */
export async function readDestinationCases(
  engine: Engine,
  after: number | undefined,
): Promise<DestinationCase[]> {
  const millis = (column: string) => `toString(toUnixTimestamp64Milli(c.${column}))`;
  const rows = await engine.query<Stored>(
    `select case_id as caseId, c.kind as kind, c.prefix as prefix, c.country as country,
            ${millis('opened_at')} as openedAt, ${millis('last_at')} as lastAt,
            ${millis('ends_at')} as endsAt, c.callers as callers, c.suspected as suspected,
            c.barred as barred, round(c.surprise, 1) as surprise, c.services as services,
            c.calls as calls, c.subscribers as subscribers, c.restricted as restricted,
            toFloat64(c.cost_jpy) as costJpy, callers_before as callersBefore,
            top_called_masked as topCalled, top_subscribers as topSubscribers
       from destination_case as c
      where toUnixTimestamp64Milli(c.ends_at) > {after:Int64}
      order by c.opened_at desc, case_id`,
    { after: after ?? 0 },
  );
  return rows.map(caseOf);
}

function caseOf(row: Stored): DestinationCase {
  const figures = FIGURES.map((name) => [name, Number(row[name])]);
  return { ...row, ...Object.fromEntries(figures) } as DestinationCase;
}
