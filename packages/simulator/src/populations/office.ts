import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** Small firms with a few lines, open in office hours. */
export const office: Population = {
  name: 'office',
  kind: 'office',
  service: 'callpro',
  share: 17,
  legsPerDay: 7,
  spread: 0.6,
  rhythm: rhythm({
    weekday: '000000002699857898753210',
    saturday: '000000001233222222110000',
    sunday: '000000000111111111100000',
  }),
  outbound: 0.55,
  answered: 0.72,
  short: { medianSec: 60, sigma: 0.8 },
  long: { medianSec: 300, sigma: 0.8 },
  longShare: 0.25,
  abroad: {
    callers: 0.26,
    perDay: 0.035,
    spread: 1.5,
    countries: [1, 3],
    contacts: [1, 12],
    taste: 'usual',
    worldwide: false,
  },
  lines: [1, 4],
  equipment: 'pbx',
  critical: false,
};
