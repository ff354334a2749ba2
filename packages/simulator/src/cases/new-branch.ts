import { foreignRange } from '../numbers/foreign.ts';
import { callAbroad, manyCalls } from './calls.ts';
import type { Case } from './case.ts';
import { somewhere } from './countries.ts';
import { openTimes } from './hours.ts';

/** A firm opens abroad: dozens of new numbers in one range, daily from now on. */
export const newBranch: Case = {
  suits: [
    'office',
    'pbx',
    'trading-firm',
    'call-centre',
    'travel-agency',
    'hospital',
    'shipping-line',
  ],
  subscribers: [1, 1],
  hours: [1000, 1000],
  legs(scene) {
    const { rng } = scene;
    const subscriber = scene.subscribers[0]!;
    const country = somewhere(scene, 'trade');
    const desks = foreignRange(rng, country, rng.whole(8, 90), rng.chance(0.4));
    const perDay = manyCalls(scene, 4, 90);
    const answers = rng.between(0.5, 0.9);
    const median = rng.wide(60, 900);
    const opening = {
      opens: rng.between(7, 13),
      closes: rng.between(17, 26),
      weekends: rng.chance(0.3),
    };
    return openTimes(rng, scene, { ...opening, perDay }).map((startedAt) => {
      const talkSec = rng.logNormal(median, 0.9);
      return callAbroad(scene, subscriber, {
        number: rng.pick(desks),
        startedAt,
        talkSec,
        answers,
      });
    });
  },
};
