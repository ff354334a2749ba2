import { foreignNumber } from '../numbers/foreign.ts';
import { callAbroad, manyCalls } from './calls.ts';
import type { Case } from './case.ts';
import { dear } from './countries.ts';
import { anyTimes } from './hours.ts';

/** Ships at sea and reporters in the field: satellite telephones and islands, dear by the minute. */
export const satellite: Case = {
  suits: ['shipping-line', 'press', 'embassy', 'trading-firm'],
  subscribers: [1, 1],
  hours: [5, 300],
  legs(scene) {
    const { rng } = scene;
    const subscriber = scene.subscribers[0]!;
    const places = Array.from({ length: rng.whole(1, 4) }, () => dear(scene));
    const numbers = Array.from({ length: rng.whole(1, 20) }, () =>
      foreignNumber(rng, rng.pick(places)),
    );
    const answers = rng.between(0.2, 0.8);
    return anyTimes(rng, scene, manyCalls(scene, 4, 90)).map((startedAt) => {
      const talkSec = rng.logNormal(300, 1.1);
      return callAbroad(scene, subscriber, {
        number: rng.pick(numbers),
        startedAt,
        talkSec,
        answers,
      });
    });
  },
};
