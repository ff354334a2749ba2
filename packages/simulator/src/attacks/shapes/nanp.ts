import { campaigns } from '../campaign.ts';
import type { Shape } from '../shape.ts';

/** Caribbean numbers that look like the United States. Published: Grenada, $27,220 in a day. */
export const nanp: Shape = {
  targets: 'any',
  hours: [2, 60],
  taste: 'caribbean',
  manner: {
    calls: [20, 900],
    perMinute: [0.03, 3],
    talkSec: [60, 3_600],
    sigma: [0.05, 1.1],
    answered: [0.3, 0.95],
    countries: [1, 5],
    numbers: [3, 250],
  },
  legs: campaigns,
};
