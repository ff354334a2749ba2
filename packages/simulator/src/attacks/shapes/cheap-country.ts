import { campaigns } from '../campaign.ts';
import type { Shape } from '../shape.ts';

/** Numbers of revenue share in countries that no list names and that cost little a minute. */
export const cheapCountry: Shape = {
  targets: 'any',
  hours: [1, 60],
  taste: 'cheap',
  manner: {
    calls: [80, 3_000],
    perMinute: [0.3, 15],
    talkSec: [60, 5_400],
    sigma: [0.05, 1.1],
    answered: [0.3, 0.98],
    countries: [1, 6],
    numbers: [5, 500],
  },
  legs: campaigns,
};
