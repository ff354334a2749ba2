import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** People at home all day: mornings, long talks, the same few numbers. */
export const elderly: Population = {
  name: 'elderly',
  kind: 'home',
  service: 'phone',
  share: 9,
  legsPerDay: 1.7,
  spread: 0.7,
  rhythm: rhythm({
    weekday: '000001246899865556532100',
    saturday: '000001246899765556532100',
    sunday: '000001246898765556532100',
  }),
  outbound: 0.45,
  answered: 0.72,
  short: { medianSec: 60, sigma: 0.9 },
  long: { medianSec: 620, sigma: 0.9 },
  longShare: 0.4,
  abroad: {
    callers: 0.06,
    perDay: 0.04,
    spread: 1.1,
    countries: [1, 2],
    contacts: [1, 3],
    taste: 'usual',
    worldwide: false,
  },
  lines: [1, 1],
  equipment: 'adapter',
  critical: false,
};
