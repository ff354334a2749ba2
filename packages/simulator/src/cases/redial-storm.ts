import type { Leg } from '../leg.ts';
import { foreignNumber } from '../numbers/foreign.ts';
import { callAbroad, manyCalls } from './calls.ts';
import type { Case } from './case.ts';
import { dear, somewhere } from './countries.ts';

const MOST = 800;

/** A fax or a dialler calls one number abroad again and again, mostly in vain. */
export const redialStorm: Case = {
  suits: [
    'office',
    'pbx',
    'trading-firm',
    'hospital',
    'travel-agency',
    'shipping-line',
    'household',
  ],
  subscribers: [1, 1],
  hours: [0.3, 60],
  legs(scene) {
    const { rng, startsAt, endsAt } = scene;
    const subscriber = scene.subscribers[0]!;
    const country = rng.chance(0.15) ? dear(scene) : somewhere(scene, 'trade');
    const number = foreignNumber(rng, country);
    const line = rng.pick(subscriber.lines);
    const answers = rng.wide(0.01, 0.5);
    const pause = Math.max(8_000, (endsAt - startsAt) / manyCalls(scene, 25, 500));
    const even = rng.chance(0.5);
    const legs: Leg[] = [];
    let startedAt = startsAt;
    while (startedAt < endsAt && legs.length < MOST) {
      const talkSec = rng.logNormal(25, 0.7);
      const leg = callAbroad(scene, subscriber, { number, startedAt, talkSec, answers, line });
      legs.push(leg);
      startedAt = leg.endedAt + (even ? pause * rng.between(0.95, 1.05) : rng.logNormal(pause, 1));
    }
    return legs;
  },
};
