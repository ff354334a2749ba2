import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** Agents of ships and harbours: odd countries at any hour. */
export const shippingLine: Population = {
  name: 'shipping-line',
  kind: 'shipping',
  service: 'callpro',
  share: 0.8,
  legsPerDay: 18,
  spread: 0.4,
  rhythm: rhythm({
    weekday: '332223355788777888876554',
    saturday: '332223344566555555554443',
    sunday: '332223334455444444444443',
  }),
  outbound: 0.6,
  answered: 0.65,
  short: { medianSec: 60, sigma: 0.9 },
  long: { medianSec: 420, sigma: 0.9 },
  longShare: 0.3,
  abroad: {
    callers: 1,
    perDay: 3,
    spread: 1,
    countries: [2, 16],
    contacts: [10, 90],
    taste: 'remote',
    worldwide: true,
  },
  lines: [4, 10],
  equipment: 'pbx',
  critical: false,
};
