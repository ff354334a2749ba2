import { campaigns } from '../campaign.ts';
import type { Shape } from '../shape.ts';

/** A house whose guests and staff call anywhere at any hour: an attack is one guest more. */
export const weekendHotel: Shape = {
  targets: ['hotel', 'hospital'],
  hours: [4, 62],
  when: 'weekend',
  manner: {
    calls: [15, 1_500],
    perMinute: [0.03, 5],
    talkSec: [60, 2_400],
    sigma: [0.3, 1.1],
    answered: [0.4, 0.95],
    countries: [1, 20],
    numbers: [5, 400],
  },
  legs: campaigns,
};
