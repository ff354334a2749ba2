import { campaigns } from '../campaign.ts';
import type { Shape } from '../shape.ts';

/**
 * As many calls as the lines take, until somebody notices. Published: 22 calls a minute of one to
 * four hours each, a weekend, Maldives, Senegal and Gambia.
 */
export const blitz: Shape = {
  targets: ['pbx', 'office', 'hotel', 'callcenter', 'hospital', 'shipping'],
  hours: [0.4, 40],
  manner: {
    calls: [120, 4_000],
    perMinute: [3, 30],
    talkSec: [40, 7_200],
    sigma: [0.05, 1.1],
    answered: [0.3, 0.98],
    countries: [1, 8],
    numbers: [10, 800],
  },
  legs: campaigns,
};
