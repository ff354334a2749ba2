import { rampedArrivals } from './arrivals.ts';
import { attempt } from './attempt.ts';
import type { Shape } from './shape.ts';
import { abused, rentedNumbers } from './targets.ts';

const MINUTE = 60_000;
// Published weekends had 10 to 22 calls a minute and up to 18,000 calls: a week of simulated
// traffic stays small with fewer.
const MOST_CALLS = 1_200;

/** As many calls as the lines take, to a few rented ranges, until somebody notices. */
export const blitz: Shape = {
  targets: ['pbx', 'office', 'trading-firm', 'hotel'],
  victims: [1, 1],
  hours: [0.7, 5],
  nightOnly: false,
  ownPbx: false,
  legs(scene) {
    const { rng, startsAt, endsAt, intruders } = scene;
    const minutes = (endsAt - startsAt) / MINUTE;
    const count = Math.round(Math.min(MOST_CALLS, Math.max(150, minutes * rng.wide(3, 16))));
    const numbers = rentedNumbers(rng, abused(rng, rng.whole(2, 6)), rng.whole(40, 400));
    // Some pump by many short calls, others by calls of half an hour and more.
    const median = rng.chance(0.4) ? rng.wide(30, 120) : rng.wide(300, 1_800);
    const answerShare = rng.between(0.6, 0.95);
    const times = rampedArrivals(scene, count, rng.between(1, 5) * MINUTE);
    return times.map((startedAt) => {
      const talkSec = rng.logNormal(median, 0.7);
      return attempt(scene, intruders[0]!, {
        number: rng.pick(numbers),
        startedAt,
        talkSec,
        answerShare,
      });
    });
  },
};
