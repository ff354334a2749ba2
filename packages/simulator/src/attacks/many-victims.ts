import { arrivals } from './arrivals.ts';
import { attempt } from './attempt.ts';
import type { Shape } from './shape.ts';
import { abused, rentedNumbers } from './targets.ts';

/**
 * Routers taken over by the hundred, a few calls from each into the same ranges, as in 2014:
 * only the destinations show it.
 */
export const manyVictims: Shape = {
  targets: ['household', 'television-phone', 'office'],
  victims: [50, 500],
  hours: [1, 4],
  nightOnly: false,
  ownPbx: false,
  legs(scene) {
    const { rng, startsAt, endsAt, intruders } = scene;
    const numbers = rentedNumbers(rng, abused(rng, rng.whole(1, 3)), rng.whole(30, 120));
    const median = rng.wide(120, 900);
    return intruders.flatMap((intruder) =>
      arrivals(rng, startsAt, endsAt, rng.whole(2, 10)).map((startedAt) =>
        attempt(scene, intruder, {
          number: rng.pick(numbers),
          startedAt,
          talkSec: rng.logNormal(median, 0.6),
          answerShare: 0.8,
        }),
      ),
    );
  },
};
