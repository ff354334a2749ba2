import { campaigns } from '../campaign.ts';
import type { Shape } from '../shape.ts';

/** Few calls at the highest rates: satellites and islands far away. */
export const veryDear: Shape = {
  targets: 'any',
  hours: [0.5, 72],
  taste: 'dear',
  manner: {
    calls: [4, 300],
    perMinute: [0.005, 1.5],
    talkSec: [60, 5_400],
    sigma: [0.05, 1],
    answered: [0.3, 0.98],
    countries: [1, 6],
    numbers: [1, 80],
  },
  legs: campaigns,
};
