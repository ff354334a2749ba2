import { campaigns } from '../campaign.ts';
import type { Shape } from '../shape.ts';

/** A few calls a minute for about an hour. Published: 4.1 a minute in 56 minutes. */
export const moderate: Shape = {
  targets: 'any',
  hours: [0.4, 4],
  manner: {
    calls: [20, 1_200],
    perMinute: [0.5, 8],
    talkSec: [30, 3_600],
    sigma: [0.05, 1.1],
    answered: [0.2, 0.98],
    countries: [1, 12],
    numbers: [2, 200],
  },
  legs: campaigns,
};
