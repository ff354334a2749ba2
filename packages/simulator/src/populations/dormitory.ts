import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** One line for many who work far from home: many numbers in one or two countries. */
export const dormitory: Population = {
  name: 'dormitory',
  kind: 'other',
  service: 'phone',
  share: 1,
  legsPerDay: 5,
  spread: 0.7,
  rhythm: rhythm({
    weekday: '210001343222422223589985',
    saturday: '321001333344444445678986',
    sunday: '321001334555555556789986',
  }),
  outbound: 0.5,
  answered: 0.6,
  short: { medianSec: 50, sigma: 0.9 },
  long: { medianSec: 420, sigma: 0.9 },
  longShare: 0.35,
  abroad: {
    callers: 1,
    perDay: 3,
    spread: 1,
    countries: [1, 2],
    contacts: [15, 150],
    taste: 'home',
    worldwide: false,
    rhythm: rhythm({
      weekday: '532101221111311112478997',
      saturday: '543211222233333334568998',
      sunday: '543211223444444455678999',
    }),
  },
  lines: [1, 3],
  equipment: 'adapter',
  critical: false,
};
