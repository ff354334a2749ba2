import { campaigns } from '../campaign.ts';
import type { Shape } from '../shape.ts';

/** Into a country that the victim itself calls, but to other numbers. */
export const usualCountry: Shape = {
  targets: 'any',
  hours: [1, 60],
  taste: 'usual',
  prefers: (_, candidates) =>
    candidates.filter(({ countries, abroadPerHour }) => countries.length > 0 && abroadPerHour > 0),
  manner: {
    calls: [15, 2_000],
    perMinute: [0.05, 10],
    talkSec: [30, 3_600],
    sigma: [0.05, 1.1],
    answered: [0.3, 0.98],
    countries: [1, 4],
    numbers: [3, 300],
  },
  legs: campaigns,
};
