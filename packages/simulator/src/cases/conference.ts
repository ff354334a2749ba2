import { HOUR } from '../japan-time.ts';
import type { Leg } from '../leg.ts';
import { foreignNumber } from '../numbers/foreign.ts';
import { untilAnswered } from './calls.ts';
import type { Case } from './case.ts';
import { several } from './countries.ts';

/** A bridge dials out to people in several countries at once, for hours; often every week. */
export const conference: Case = {
  suits: ['pbx', 'trading-firm', 'office', 'embassy', 'press', 'hospital'],
  subscribers: [1, 1],
  hours: [2, 500],
  legs(scene) {
    const { rng, startsAt, endsAt } = scene;
    const subscriber = scene.subscribers[0]!;
    const countries = several(scene, 'trade', rng.whole(2, 9));
    const people = Array.from({ length: rng.whole(5, 25) }, () =>
      foreignNumber(rng, rng.pick(countries)),
    );
    const legs: Leg[] = [];
    const every = rng.wide(20, 170) * HOUR;
    for (let at = startsAt; at < endsAt; at += every * rng.between(0.8, 1.2)) {
      const talkSec = rng.between(0.6, 3) * 3_600;
      for (const number of people) {
        const startedAt = at + rng.exponential(90_000);
        const what = { number, startedAt, talkSec: talkSec * rng.between(0.4, 1), answers: 0.85 };
        legs.push(...untilAnswered(scene, subscriber, { ...what, most: 3, pauseMs: 30_000 }));
      }
    }
    return legs;
  },
};
