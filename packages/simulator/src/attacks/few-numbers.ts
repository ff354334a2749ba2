import { foreignNumber } from '../numbers/foreign.ts';
import { arrivals } from './arrivals.ts';
import { attempt } from './attempt.ts';
import type { Shape } from './shape.ts';
import { abused } from './targets.ts';

/** A handful of numbers in as many countries, again and again while the office is empty. */
export const fewNumbers: Shape = {
  targets: ['pbx', 'office', 'hospital'],
  victims: [1, 1],
  hours: [2.5, 7],
  nightOnly: true,
  ownPbx: false,
  legs(scene) {
    const { rng, startsAt, endsAt, intruders } = scene;
    const countries = abused(rng, rng.whole(6, 14));
    const numbers = countries.map((country) => foreignNumber(rng, country));
    const median = rng.wide(600, 2_400);
    const answerShare = rng.between(0.7, 0.95);
    return arrivals(rng, startsAt, endsAt, rng.whole(60, 220)).map((startedAt) =>
      attempt(scene, intruders[0]!, {
        number: rng.pick(numbers),
        startedAt,
        talkSec: rng.logNormal(median, 0.5),
        answerShare,
      }),
    );
  },
};
