import { foreignNumber } from '../numbers/foreign.ts';
import { manyCalls, untilAnswered } from './calls.ts';
import type { Case } from './case.ts';
import { several } from './countries.ts';
import { anyTimes } from './hours.ts';

/** An airport closes: agencies, firms and homes call airlines, hotels and embassies at once, by night too. */
export const travelCrisis: Case = {
  suits: ['travel-agency', 'trading-firm', 'household', 'office', 'pbx', 'hotel', 'elderly'],
  subscribers: [15, 60],
  hours: [6, 60],
  legs(scene) {
    const { rng } = scene;
    const countries = several(scene, 'trade', rng.whole(1, 4));
    const desks = countries.flatMap((country) =>
      Array.from({ length: rng.whole(4, 30) }, () => foreignNumber(rng, country)),
    );
    const answers = rng.between(0.1, 0.5);
    return scene.subscribers.flatMap((subscriber) => {
      const business = subscriber.population.kind !== 'home';
      const count = business ? manyCalls(scene, 8, 120) : manyCalls(scene, 1, 12);
      return anyTimes(rng, scene, count).flatMap((startedAt) => {
        const talkSec = rng.logNormal(420, 0.9);
        const what = { number: rng.pick(desks), startedAt, talkSec, answers };
        return untilAnswered(scene, subscriber, { ...what, most: 8, pauseMs: 60_000 });
      });
    });
  },
};
