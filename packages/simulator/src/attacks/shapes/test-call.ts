import { campaigns } from '../campaign.ts';
import type { Shape } from '../shape.ts';

/**
 * One to five short calls to ordinary-looking numbers, silence of half an hour to several days,
 * then an attack of any size.
 */
export const testCall: Shape = {
  targets: 'any',
  hours: [0.5, 40],
  testedBefore: [0.5, 120],
  manner: {
    calls: [20, 2_500],
    perMinute: [0.3, 12],
    talkSec: [30, 3_600],
    sigma: [0.05, 1.1],
    answered: [0.3, 0.98],
    countries: [1, 12],
    numbers: [5, 500],
  },
  legs: campaigns,
};
