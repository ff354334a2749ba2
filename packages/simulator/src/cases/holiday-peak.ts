import { foreignNumber } from '../numbers/foreign.ts';
import { manyCalls, untilAnswered } from './calls.ts';
import type { Case } from './case.ts';
import { somewhere } from './countries.ts';
import { anyTimes } from './hours.ts';

/** New Year, Eid, Tet, Christmas: the homes of one diaspora call one country in the same hours. */
export const holidayPeak: Case = {
  suits: ['diaspora', 'dormitory', 'student'],
  subscribers: [20, 80],
  hours: [8, 60],
  legs(scene) {
    const { rng } = scene;
    const home = rng.pick(scene.subscribers).countries[0] ?? somewhere(scene, 'home');
    const answers = rng.between(0.3, 0.75);
    return scene.subscribers.flatMap((subscriber) => {
      const family = Array.from({ length: rng.whole(1, 15) }, () => foreignNumber(rng, home));
      return anyTimes(rng, scene, manyCalls(scene, 2, 30)).flatMap((startedAt) => {
        const talkSec = rng.logNormal(1_100, 0.9);
        const what = { number: rng.pick(family), startedAt, talkSec, answers };
        return untilAnswered(scene, subscriber, { ...what, most: 7, pauseMs: 50_000 });
      });
    });
  },
};
