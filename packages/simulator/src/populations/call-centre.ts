import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** Campaigns and hotlines: many short calls to many numbers, seven days a week. */
export const callCentre: Population = {
  name: 'call-centre',
  kind: 'callcenter',
  service: 'callpro',
  share: 1,
  legsPerDay: 62,
  spread: 0.4,
  rhythm: rhythm({
    weekday: '000000000699889999986300',
    saturday: '000000000588778887752100',
    sunday: '000000000466666666641000',
  }),
  outbound: 0.65,
  answered: 0.5,
  short: { medianSec: 35, sigma: 0.8 },
  long: { medianSec: 260, sigma: 0.7 },
  longShare: 0.35,
  abroad: {
    callers: 0.6,
    perDay: 0.5,
    spread: 1.4,
    countries: [1, 5],
    contacts: [10, 80],
    taste: 'usual',
    worldwide: false,
  },
  lines: [8, 20],
  equipment: 'pbx',
  critical: false,
};
