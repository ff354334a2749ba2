import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** Guests call home, wherever that is, late in the evening too. */
export const hotel: Population = {
  name: 'hotel',
  kind: 'hotel',
  service: 'callpro',
  share: 1.6,
  legsPerDay: 21,
  spread: 0.5,
  rhythm: rhythm({
    weekday: '321111246788777888888765',
    saturday: '321111246788778888888765',
    sunday: '321111246787766667777654',
  }),
  outbound: 0.45,
  answered: 0.74,
  short: { medianSec: 60, sigma: 0.8 },
  long: { medianSec: 420, sigma: 0.9 },
  longShare: 0.2,
  abroad: {
    callers: 0.95,
    perDay: 0.9,
    spread: 1.2,
    countries: [2, 12],
    contacts: [20, 120],
    taste: 'usual',
    worldwide: true,
  },
  lines: [6, 20],
  equipment: 'pbx',
  critical: false,
};
