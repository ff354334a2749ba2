import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** Families: few calls, in the evening and at weekends; some have relatives abroad. */
export const household: Population = {
  name: 'household',
  kind: 'home',
  service: 'phone',
  share: 37,
  legsPerDay: 1.9,
  spread: 0.7,
  rhythm: rhythm({
    weekday: '100000013456654445789852',
    saturday: '100000012467765556788852',
    sunday: '100000012457765567899852',
  }),
  outbound: 0.5,
  answered: 0.68,
  short: { medianSec: 55, sigma: 0.9 },
  long: { medianSec: 480, sigma: 0.8 },
  longShare: 0.3,
  abroad: {
    callers: 0.1,
    perDay: 0.03,
    spread: 1.2,
    countries: [1, 2],
    contacts: [1, 5],
    taste: 'usual',
    worldwide: false,
  },
  lines: [1, 1],
  equipment: 'adapter',
  critical: false,
};
