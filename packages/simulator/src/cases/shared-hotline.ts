import { foreignRange } from '../numbers/foreign.ts';
import { untilAnswered } from './calls.ts';
import type { Case } from './case.ts';
import { dear, somewhere } from './countries.ts';
import { anyTimes } from './hours.ts';

/** A television show, a ticket sale, an airline: many homes call the same few numbers within hours. */
export const sharedHotline: Case = {
  suits: ['household', 'elderly', 'television-phone', 'student', 'diaspora', 'office'],
  subscribers: [20, 150],
  hours: [1, 12],
  legs(scene) {
    const { rng } = scene;
    const country = rng.chance(0.2) ? dear(scene) : somewhere(scene, 'usual');
    const numbers = foreignRange(rng, country, rng.whole(1, 3));
    const answers = rng.between(0.05, 0.9);
    const median = rng.wide(20, 900);
    const eager = rng.between(0.5, 3);
    return scene.subscribers.flatMap((subscriber) =>
      anyTimes(rng, scene, 1 + rng.poisson(eager)).flatMap((startedAt) => {
        const talkSec = rng.logNormal(median, 0.6);
        const what = { number: rng.pick(numbers), startedAt, talkSec, answers };
        return untilAnswered(scene, subscriber, { ...what, most: 6, pauseMs: 40_000 });
      }),
    );
  },
};
