import { campaigns } from '../campaign.ts';
import type { Shape } from '../shape.ts';

/**
 * Hundreds of numbers without a break for a day and more. Published: 18,000 calls to 750 numbers
 * in 30 hours, ten a minute; here up to the setting's limit.
 */
export const longWeekend: Shape = {
  targets: ['pbx', 'office', 'hotel', 'hospital', 'callcenter', 'shipping'],
  hours: [14, 70],
  when: 'weekend',
  manner: {
    calls: [300, 4_000],
    perMinute: [0.5, 15],
    talkSec: [30, 2_400],
    sigma: [0.1, 1.1],
    answered: [0.3, 0.95],
    countries: [2, 20],
    numbers: [60, 900],
  },
  legs: campaigns,
};
