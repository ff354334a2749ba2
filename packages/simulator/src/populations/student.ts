import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** Young people who came to learn: few calls, late, to parents and friends. */
export const student: Population = {
  name: 'student',
  kind: 'home',
  service: 'tvphone',
  share: 3,
  legsPerDay: 1.2,
  spread: 0.8,
  rhythm: rhythm({
    weekday: '321000001233445444567987',
    saturday: '432100000133456666777887',
    sunday: '432100000133456666788876',
  }),
  outbound: 0.55,
  answered: 0.6,
  short: { medianSec: 40, sigma: 1 },
  long: { medianSec: 500, sigma: 1 },
  longShare: 0.3,
  abroad: {
    callers: 0.5,
    perDay: 0.06,
    spread: 1.2,
    countries: [1, 2],
    contacts: [1, 5],
    taste: 'home',
    worldwide: false,
    rhythm: rhythm({
      weekday: '765310001111222333456899',
      saturday: '876420001112333444567899',
      sunday: '876420001122334444678999',
    }),
  },
  lines: [1, 1],
  equipment: 'adapter',
  critical: false,
};
