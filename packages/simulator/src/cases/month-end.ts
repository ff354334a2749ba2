import type { Case } from './case.ts';

/** Deadlines: for some days the calls abroad of a firm triple. */
export const monthEnd: Case = {
  suits: ['trading-firm', 'shipping-line', 'travel-agency', 'pbx'],
  subscribers: [1, 1],
  hours: [24, 130],
  change({ rng, subscribers, startsAt, endsAt }) {
    const factors = { abroad: rng.wide(2, 8), volume: rng.between(1, 1.8) };
    subscribers[0]!.changes.push({ from: startsAt, until: endsAt, ...factors });
  },
};
