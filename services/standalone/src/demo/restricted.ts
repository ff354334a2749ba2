import type { AlertVersion, Restriction } from '@sekisho/rules';

/** The restrictions of one subscriber taken together. */
export interface Restricted {
  subscriber: string;
  first: Restriction;
  times: number;
  calls: number;
  countries: readonly string[];
}

/**
 * One row a subscriber, in the order they were first restricted. A replay bars nobody, so an attack
 * that goes on is found again after each quiet time.
 */
export function restrictedSubscribers(alerts: readonly AlertVersion[]): Restricted[] {
  const bySubscriber = Map.groupBy(
    alerts.filter((alert) => alert.restriction !== null),
    (alert) => alert.subscriber,
  );
  const rows = [...bySubscriber].map(([subscriber, own]) => summarise(subscriber, own));
  return rows.sort((a, b) => a.first.at - b.first.at);
}

function summarise(subscriber: string, alerts: readonly AlertVersion[]): Restricted {
  const restrictions = alerts.map(({ restriction }) => restriction).filter((r) => r !== null);
  const [first] = restrictions.sort((a, b) => a.at - b.at);
  if (first === undefined) throw new RangeError(`${subscriber} was not restricted`);
  return {
    subscriber,
    first,
    times: restrictions.length,
    calls: alerts.reduce((sum, alert) => sum + alert.calls, 0),
    countries: [...new Set(alerts.flatMap((alert) => alert.countries))].sort(),
  };
}
