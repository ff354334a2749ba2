import { caribbean } from '../numbers/countries.ts';
import { arrivals } from './arrivals.ts';
import { attempt } from './attempt.ts';
import type { Shape } from './shape.ts';
import { rentedNumbers } from './targets.ts';

/** Caribbean numbers that look like the United States. Published: Grenada, $27,220 in a day. */
export const nanp: Shape = {
  targets: ['office', 'pbx', 'hotel', 'hospital'],
  victims: [1, 1],
  hours: [6, 22],
  nightOnly: false,
  ownPbx: false,
  legs(scene) {
    const { rng, startsAt, endsAt, intruders } = scene;
    const countries = Array.from({ length: rng.whole(1, 3) }, () => rng.pick(caribbean));
    const numbers = rentedNumbers(rng, countries, rng.whole(20, 120));
    const median = rng.wide(180, 1_200);
    const answerShare = rng.between(0.6, 0.9);
    return arrivals(rng, startsAt, endsAt, rng.whole(100, 360)).map((startedAt) =>
      attempt(scene, intruders[0]!, {
        number: rng.pick(numbers),
        startedAt,
        talkSec: rng.logNormal(median, 0.7),
        answerShare,
      }),
    );
  },
};
