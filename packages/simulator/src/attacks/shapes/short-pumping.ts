import { campaigns } from '../campaign.ts';
import type { Shape } from '../shape.ts';

/** Hundreds of calls of half a minute to two: paid by the call, under every limit of length. */
export const shortPumping: Shape = {
  targets: 'any',
  hours: [0.5, 20],
  manner: {
    calls: [60, 2_500],
    perMinute: [0.5, 20],
    talkSec: [30, 120],
    sigma: [0.02, 0.5],
    answered: [0.3, 0.98],
    countries: [1, 10],
    numbers: [3, 500],
  },
  legs: campaigns,
};
