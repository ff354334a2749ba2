import { rhythm } from '../rhythm.ts';
import type { Population } from './population.ts';

/** Importers and exporters: much lawful international calling, also to countries of the lists. */
export const tradingFirm: Population = {
  name: 'trading-firm',
  kind: 'office',
  service: 'callpro',
  share: 2.6,
  legsPerDay: 18,
  spread: 0.5,
  rhythm: rhythm({
    weekday: '210000024799879999987654',
    saturday: '200000012344333333222211',
    sunday: '100000001111111111222211',
  }),
  outbound: 0.62,
  answered: 0.7,
  short: { medianSec: 70, sigma: 0.9 },
  long: { medianSec: 540, sigma: 0.9 },
  longShare: 0.35,
  abroad: {
    callers: 1,
    perDay: 2.2,
    spread: 1.1,
    countries: [2, 14],
    contacts: [6, 80],
    taste: 'trade',
    worldwide: true,
  },
  lines: [4, 12],
  equipment: 'pbx',
  critical: false,
};
