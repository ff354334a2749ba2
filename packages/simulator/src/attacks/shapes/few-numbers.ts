import { campaigns } from '../campaign.ts';
import type { Shape } from '../shape.ts';

/** A handful of numbers, again and again while the office is empty. */
export const fewNumbers: Shape = {
  targets: 'any',
  hours: [1, 14],
  when: 'night',
  manner: {
    calls: [15, 600],
    perMinute: [0.05, 4],
    talkSec: [60, 5_400],
    sigma: [0.05, 0.9],
    answered: [0.4, 0.98],
    countries: [1, 14],
    numbers: [1, 14],
  },
  legs: campaigns,
};
