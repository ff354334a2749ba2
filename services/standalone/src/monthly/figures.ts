import type { AlertRow, DestinationRow, MonthRows, RestrictionRow } from './month-rows.ts';

/** Money in thousandths of a yen. */
interface CountAndCost {
  count: number;
  cost: number;
}

/** Of spans in ms; `null` where there is none. */
export interface Delay {
  median: number;
  longest: number;
}

/** A month of one service, or of all. */
export interface ServiceFigures {
  /** `*` stands for all. */
  service: string;
  alerts: { warning: number; critical: number };
  verdicts: { notOurs: number; ours: number; unsure: number; none: number };
  /** Alerts that a person found to be fraud. */
  loss: CountAndCost;
  /** Critical alerts that nobody has judged, or not to an end. */
  suspected: CountAndCost;
  /** Calls that were refused, and what they would have cost. */
  averted: CountAndCost;
  /** From the first call of the attack to the order, and from the order to the switch's answer. */
  delay: { toOrder: Delay | null; toEffect: Delay | null };
  /** By the state that they are in. */
  restrictions: Readonly<Record<string, number>>;
  /** Restrictions that the switch confirmed, and of them those a person decided. */
  barred: { count: number; byPerson: number };
  /** Of the barred, those of the customer's own use, and for how long. */
  mistaken: { count: number; barredMs: number };
  /** The dearest first. */
  destinations: readonly Omit<DestinationRow, 'service'>[];
}

/** A month of all, then of each service by name. @param now of restrictions that still stand */
export function monthFigures(rows: MonthRows, now: number): ServiceFigures[] {
  const services = new Set(
    [...rows.alerts, ...rows.restrictions, ...rows.destinations].map(({ service }) => service),
  );
  return [
    figuresOf('*', rows, now),
    ...[...services].sort().map((service) => figuresOf(service, only(rows, service), now)),
  ];
}

function only(rows: MonthRows, service: string): MonthRows {
  const of = <T extends { service: string }>(all: readonly T[]) =>
    all.filter((row) => row.service === service);
  return {
    alerts: of(rows.alerts),
    restrictions: of(rows.restrictions),
    destinations: of(rows.destinations),
  };
}

function figuresOf(service: string, rows: MonthRows, now: number): ServiceFigures {
  const { alerts, restrictions, destinations } = rows;
  const judged = (verdict: AlertRow['verdict']) => alerts.filter((row) => row.verdict === verdict);
  const barred = restrictions.filter(({ appliedAt }) => appliedAt !== null);
  const mistaken = barred.filter(({ verdict }) => verdict === 'ours');
  return {
    service,
    alerts: { warning: count(alerts, 'warning'), critical: count(alerts, 'critical') },
    verdicts: {
      notOurs: judged('not-ours').length,
      ours: judged('ours').length,
      unsure: judged('unsure').length,
      none: judged('').length,
    },
    loss: costOf(judged('not-ours')),
    suspected: costOf(
      [...judged('unsure'), ...judged('')].filter(({ severity }) => severity === 'critical'),
    ),
    averted: avertedBy(restrictions),
    delay: {
      toOrder: delayOf(restrictions, ({ since, orderedAt }) => since && orderedAt - since),
      toEffect: delayOf(barred, ({ appliedAt, orderedAt }) => appliedAt && appliedAt - orderedAt),
    },
    restrictions: countBy(restrictions.map(({ state }) => state)),
    barred: {
      count: barred.length,
      byPerson: barred.filter(({ decidedBy }) => decidedBy !== 'auto').length,
    },
    mistaken: { count: mistaken.length, barredMs: sum(mistaken, (row) => barredMs(row, now)) },
    destinations: destinationsOf(destinations),
  };
}

function count(alerts: readonly AlertRow[], severity: AlertRow['severity']): number {
  return alerts.filter((row) => row.severity === severity).length;
}

function costOf(alerts: readonly AlertRow[]): CountAndCost {
  return { count: alerts.length, cost: sum(alerts, ({ cost }) => cost) };
}

/** Each refused call is taken to have cost as much as its alert's calls did on average. */
function avertedBy(restrictions: readonly RestrictionRow[]): CountAndCost {
  const attacks = restrictions.filter(({ verdict }) => verdict !== 'ours');
  return {
    count: sum(attacks, ({ refused }) => refused),
    cost: sum(attacks, ({ refused, cost, calls }) =>
      calls === 0 ? 0 : Math.round((refused * cost) / calls),
    ),
  };
}

function barredMs({ appliedAt, endedAt }: RestrictionRow, now: number): number {
  return Math.max(0, (endedAt ?? now) - (appliedAt ?? now));
}

function delayOf(
  restrictions: readonly RestrictionRow[],
  spanOf: (row: RestrictionRow) => number | null,
): Delay | null {
  const spans = restrictions.flatMap((row) => spanOf(row) ?? []).sort((a, b) => a - b);
  const longest = spans.at(-1);
  if (longest === undefined) return null;
  const [low, high] = [spans[(spans.length - 1) >> 1]!, spans[spans.length >> 1]!];
  return { median: (low + high) / 2, longest };
}

function destinationsOf(rows: readonly DestinationRow[]): ServiceFigures['destinations'] {
  const groups = [...Map.groupBy(rows, ({ country }) => country)].map(([country, of]) => ({
    country,
    calls: sum(of, ({ calls }) => calls),
    talkMs: sum(of, ({ talkMs }) => talkMs),
    cost: sum(of, ({ cost }) => cost),
  }));
  return groups.sort((a, b) => b.cost - a.cost || (a.country < b.country ? -1 : 1));
}

function countBy(names: readonly string[]): Record<string, number> {
  const groups = Map.groupBy(names.toSorted(), (name) => name);
  return Object.fromEntries([...groups].map(([name, of]) => [name, of.length]));
}

function sum<T>(rows: readonly T[], measure: (row: T) => number): number {
  return rows.reduce((total, row) => total + measure(row), 0);
}
