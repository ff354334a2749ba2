import { foreignNumber } from '../numbers/foreign.ts';
import { callAbroad, manyCalls } from './calls.ts';
import type { Case } from './case.ts';
import { several } from './countries.ts';
import { anyTimes } from './hours.ts';

/** Somebody who never called abroad is about to travel, or has somebody there: hotels, a school, an embassy. */
export const firstTrip: Case = {
  suits: ['household', 'elderly', 'television-phone', 'office', 'student'],
  subscribers: [1, 1],
  hours: [3, 200],
  legs(scene) {
    const { rng } = scene;
    const subscriber = scene.subscribers[0]!;
    const countries = several(scene, 'usual', rng.whole(1, 3));
    const numbers = Array.from({ length: rng.whole(2, 14) }, () =>
      foreignNumber(rng, rng.pick(countries)),
    );
    const answers = rng.between(0.4, 0.9);
    return anyTimes(rng, scene, manyCalls(scene, 3, 30)).map((startedAt) => {
      const talkSec = rng.logNormal(200, 1);
      return callAbroad(scene, subscriber, {
        number: rng.pick(numbers),
        startedAt,
        talkSec,
        answers,
      });
    });
  },
};
