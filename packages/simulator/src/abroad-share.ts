import type { Subscriber } from './subscriber.ts';

// Nobody calls abroad alone.
const MOST = 0.9;

function expected(subscribers: readonly Subscriber[], factor: number): number {
  let legs = 0;
  let abroad = 0;
  for (const { legsPerHour, population, abroadWeight } of subscribers) {
    legs += legsPerHour;
    abroad += legsPerHour * population.outbound * Math.min(MOST, abroadWeight * factor);
  }
  return abroad / legs;
}

/**
 * The share of each subscriber's outbound legs that go abroad, scaled so that abroad makes up
 * `target` of all legs. Rounds of scaling, since some subscribers reach their most early.
 */
export function abroadShares(subscribers: readonly Subscriber[], target: number): number[] {
  let factor = 1;
  for (let round = 0; round < 20; round++) {
    const share = expected(subscribers, factor);
    if (share > 0) factor *= target / share;
  }
  return subscribers.map(({ abroadWeight }) => Math.min(MOST, abroadWeight * factor));
}
