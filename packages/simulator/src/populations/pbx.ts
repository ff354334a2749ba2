import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** Firms behind an IP-PBX of their own: what most attacks abuse. */
export const pbx: Population = {
  name: 'pbx',
  kind: 'pbx',
  service: 'callpro',
  share: 8.5,
  legsPerDay: 20,
  spread: 0.6,
  rhythm: rhythm({
    weekday: '000000013799868998754321',
    saturday: '000000001233222222211100',
    sunday: '000000000111111111111000',
  }),
  outbound: 0.58,
  answered: 0.72,
  short: { medianSec: 65, sigma: 0.9 },
  long: { medianSec: 360, sigma: 0.9 },
  longShare: 0.25,
  abroad: {
    callers: 0.55,
    perDay: 0.07,
    spread: 1.6,
    countries: [1, 5],
    contacts: [2, 40],
    taste: 'usual',
    worldwide: false,
  },
  lines: [2, 20],
  equipment: 'pbx',
  critical: false,
};
