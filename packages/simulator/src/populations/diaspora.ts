import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** Families from abroad: long calls home when it is evening there, which is often night here. */
export const diaspora: Population = {
  name: 'diaspora',
  kind: 'home',
  service: 'phone',
  share: 5,
  legsPerDay: 1.8,
  spread: 0.8,
  rhythm: rhythm({
    weekday: '100000013456654445789852',
    saturday: '100000012467765556788852',
    sunday: '100000012457765567899852',
  }),
  outbound: 0.5,
  answered: 0.66,
  short: { medianSec: 60, sigma: 0.9 },
  long: { medianSec: 900, sigma: 0.9 },
  longShare: 0.45,
  abroad: {
    callers: 1,
    perDay: 0.2,
    spread: 1.3,
    countries: [1, 2.4],
    contacts: [1, 14],
    taste: 'home',
    worldwide: false,
    rhythm: rhythm({
      weekday: '764321123322233333456899',
      saturday: '765432223333334444567899',
      sunday: '765432223444444455678999',
    }),
  },
  lines: [1, 1],
  equipment: 'adapter',
  critical: false,
};
