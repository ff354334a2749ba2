import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** A mission: its own country most of all, and its neighbours. */
export const embassy: Population = {
  name: 'embassy',
  kind: 'embassy',
  service: 'callpro',
  share: 0.3,
  legsPerDay: 18,
  spread: 0.5,
  rhythm: rhythm({
    weekday: '100000002699868897543211',
    saturday: '000000001122222221111100',
    sunday: '000000001111111111111100',
  }),
  outbound: 0.5,
  answered: 0.72,
  short: { medianSec: 70, sigma: 0.9 },
  long: { medianSec: 420, sigma: 0.9 },
  longShare: 0.3,
  abroad: {
    callers: 1,
    perDay: 3,
    spread: 0.9,
    countries: [2, 7],
    contacts: [6, 60],
    taste: 'trade',
    worldwide: true,
    rhythm: rhythm({
      weekday: '432211223577667789987765',
      saturday: '321111122233333334433332',
      sunday: '321111112223333333333332',
    }),
  },
  lines: [3, 12],
  equipment: 'pbx',
  critical: false,
};
