import { rampedArrivals } from './arrivals.ts';
import { attempt } from './attempt.ts';
import type { Shape } from './shape.ts';
import { abused, rentedNumbers } from './targets.ts';

const MINUTE = 60_000;

/** A few calls a minute for about an hour, as in TransNexus's case: 4.1 a minute, 56 minutes. */
export const moderate: Shape = {
  targets: ['pbx', 'office', 'hotel', 'call-centre', 'hospital'],
  victims: [1, 1],
  hours: [0.6, 1.6],
  nightOnly: false,
  ownPbx: false,
  legs(scene) {
    const { rng, startsAt, endsAt, intruders } = scene;
    const count = Math.round(((endsAt - startsAt) / MINUTE) * rng.wide(2, 6));
    const numbers = rentedNumbers(rng, abused(rng, rng.whole(1, 3)), rng.whole(10, 60));
    const median = rng.wide(120, 900);
    const answerShare = rng.between(0.6, 0.95);
    const times = rampedArrivals(scene, count, rng.between(1, 5) * MINUTE);
    return times.map((startedAt) =>
      attempt(scene, intruders[0]!, {
        number: rng.pick(numbers),
        startedAt,
        talkSec: rng.logNormal(median, 0.6),
        answerShare,
      }),
    );
  },
};
