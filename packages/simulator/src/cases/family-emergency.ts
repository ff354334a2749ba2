import { foreignNumber } from '../numbers/foreign.ts';
import { manyCalls, untilAnswered } from './calls.ts';
import type { Case } from './case.ts';
import { dear, somewhere } from './countries.ts';
import { anyTimes } from './hours.ts';

/** Somebody far away is ill: a home calls one or two numbers of a rare, dear country many times, by night. */
export const familyEmergency: Case = {
  suits: ['household', 'elderly', 'diaspora', 'student', 'television-phone', 'office'],
  subscribers: [1, 1],
  hours: [4, 90],
  legs(scene) {
    const { rng } = scene;
    const subscriber = scene.subscribers[0]!;
    const country = rng.chance(0.4) ? dear(scene) : somewhere(scene, 'remote');
    const numbers = Array.from({ length: rng.whole(1, 3) }, () => foreignNumber(rng, country));
    const answers = rng.between(0.25, 0.8);
    return anyTimes(rng, scene, manyCalls(scene, 4, 45)).flatMap((startedAt) => {
      const talkSec = rng.logNormal(900, 1);
      const what = { number: rng.pick(numbers), startedAt, talkSec, answers };
      return untilAnswered(scene, subscriber, { ...what, most: 5, pauseMs: 90_000 });
    });
  },
};
