import { foreignNumber } from '../numbers/foreign.ts';
import { arrivals } from './arrivals.ts';
import { attempt } from './attempt.ts';
import type { Shape } from './shape.ts';
import { abused } from './targets.ts';

/**
 * Real people pay the intruder for cheap calls home: one country, numbers all over it, true
 * conversations. Published: 385 callers and 6,800 minutes to Liberia within 12 hours.
 */
export const callSelling: Shape = {
  targets: ['pbx', 'trading-firm', 'hotel', 'call-centre'],
  victims: [1, 1],
  hours: [8, 16],
  nightOnly: false,
  ownPbx: false,
  legs(scene) {
    const { rng, startsAt, endsAt, intruders } = scene;
    const country = abused(rng, 1)[0]!;
    const people = Array.from({ length: rng.whole(100, 350) }, () => foreignNumber(rng, country));
    const count = Math.round(people.length * rng.between(1, 1.4));
    const answerShare = rng.between(0.55, 0.8);
    return arrivals(rng, startsAt, endsAt, count).map((startedAt) =>
      attempt(scene, intruders[0]!, {
        number: rng.pick(people),
        startedAt,
        talkSec: rng.logNormal(720, 0.85),
        answerShare,
      }),
    );
  },
};
