import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** Never quiet, and never to be closed lightly. */
export const hospital: Population = {
  name: 'hospital',
  kind: 'hospital',
  service: 'callpro',
  share: 1.1,
  legsPerDay: 38,
  spread: 0.4,
  rhythm: rhythm({
    weekday: '222222358999877887654432',
    saturday: '222222346776544444444332',
    sunday: '222222334444444444444332',
  }),
  outbound: 0.45,
  answered: 0.78,
  short: { medianSec: 70, sigma: 0.8 },
  long: { medianSec: 260, sigma: 0.7 },
  longShare: 0.25,
  abroad: {
    callers: 0.45,
    perDay: 0.06,
    spread: 1.3,
    countries: [1, 3],
    contacts: [1, 10],
    taste: 'usual',
    worldwide: false,
  },
  lines: [6, 20],
  equipment: 'pbx',
  critical: true,
};
