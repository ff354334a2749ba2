import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** Reporters and aid workers: wherever something happens, at any hour, by satellite too. */
export const press: Population = {
  name: 'press',
  kind: 'office',
  service: 'callpro',
  share: 0.4,
  legsPerDay: 16,
  spread: 0.6,
  rhythm: rhythm({
    weekday: '432222345678887888887765',
    saturday: '332222234455555555555443',
    sunday: '332222234455555555555554',
  }),
  outbound: 0.6,
  answered: 0.62,
  short: { medianSec: 55, sigma: 0.9 },
  long: { medianSec: 420, sigma: 1 },
  longShare: 0.3,
  abroad: {
    callers: 1,
    perDay: 1.4,
    spread: 1.2,
    countries: [2, 14],
    contacts: [6, 80],
    taste: 'remote',
    worldwide: true,
  },
  lines: [2, 12],
  equipment: 'pbx',
  critical: false,
};
