import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** Firms behind an IP-PBX of their own: what most attacks abuse. */
export const pbx: Population = {
  name: 'pbx',
  kind: 'pbx',
  service: 'callpro',
  share: 11,
  legsPerDay: 51,
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
  abroad: { callers: 0.6, weight: 0.06, countries: [1, 6], contacts: [3, 20], worldwide: false },
  lines: [4, 16],
  equipment: 'pbx',
  critical: false,
};
