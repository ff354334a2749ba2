import { foreignNumber } from '../numbers/foreign.ts';
import { callAbroad, manyCalls } from './calls.ts';
import type { Case } from './case.ts';
import { somewhere } from './countries.ts';
import { anyTimes } from './hours.ts';

/** Calls of hours: an open line to a workshop, a monitored sickbed, a data line over voice. */
export const longCall: Case = {
  suits: ['household', 'diaspora', 'office', 'pbx', 'trading-firm', 'hospital', 'press'],
  subscribers: [1, 1],
  hours: [4, 200],
  legs(scene) {
    const { rng } = scene;
    const subscriber = scene.subscribers[0]!;
    const country = rng.pick([...subscriber.countries, somewhere(scene, 'trade')]);
    const numbers = Array.from({ length: rng.whole(1, 3) }, () => foreignNumber(rng, country));
    const hours = rng.wide(0.8, 4.5);
    return anyTimes(rng, scene, manyCalls(scene, 1, 14)).map((startedAt) => {
      const talkSec = hours * 3_600 * rng.logNormal(1, 0.3);
      const number = rng.pick(numbers);
      return callAbroad(scene, subscriber, { number, startedAt, talkSec, answers: 0.85 });
    });
  },
};
