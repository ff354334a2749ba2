import { campaigns } from '../campaign.ts';
import type { Shape } from '../shape.ts';

/**
 * Routers taken over by the hundred, a few calls from each into the same ranges, as in 2014:
 * only the destinations show it.
 */
export const manyVictims: Shape = {
  targets: ['home', 'office'],
  victims: [30, 400],
  hours: [0.7, 10],
  manner: {
    calls: [1, 12],
    perMinute: [0.002, 0.2],
    talkSec: [60, 1_800],
    sigma: [0.1, 1],
    answered: [0.4, 0.95],
    countries: [1, 4],
    numbers: [10, 250],
  },
  legs: campaigns,
};
