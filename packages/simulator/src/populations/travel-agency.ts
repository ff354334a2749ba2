import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** Hotels, airlines and guides abroad, at their hours as well as ours. */
export const travelAgency: Population = {
  name: 'travel-agency',
  kind: 'office',
  service: 'callpro',
  share: 0.9,
  legsPerDay: 15,
  spread: 0.6,
  rhythm: rhythm({
    weekday: '000000002799868899864310',
    saturday: '000000001688877777753100',
    sunday: '000000000455555555531000',
  }),
  outbound: 0.58,
  answered: 0.72,
  short: { medianSec: 70, sigma: 0.9 },
  long: { medianSec: 360, sigma: 0.9 },
  longShare: 0.3,
  abroad: {
    callers: 1,
    perDay: 1.6,
    spread: 1.1,
    countries: [2, 12],
    contacts: [10, 90],
    taste: 'trade',
    worldwide: true,
    rhythm: rhythm({
      weekday: '321100113688767789886554',
      saturday: '321100112466666666654443',
      sunday: '321100111344444445543332',
    }),
  },
  lines: [2, 12],
  equipment: 'pbx',
  critical: false,
};
