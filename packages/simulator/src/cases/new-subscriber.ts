import { foreignNumber } from '../numbers/foreign.ts';
import { callAbroad } from './calls.ts';
import type { Case } from './case.ts';
import { several } from './countries.ts';
import { openTimes } from './hours.ts';

/** A contract begins within the run, and its holder calls abroad from the first day. */
export const newSubscriber: Case = {
  suits: ['diaspora', 'student', 'dormitory', 'office', 'pbx', 'trading-firm', 'household'],
  subscribers: [1, 1],
  hours: [1000, 1000],
  change({ subscribers, startsAt }) {
    subscribers[0]!.since = startsAt;
  },
  legs(scene) {
    const { rng } = scene;
    const subscriber = scene.subscribers[0]!;
    const known = [...subscriber.countries, ...several(scene, 'home', 1)];
    const contacts = Array.from({ length: rng.whole(1, 20) }, () =>
      foreignNumber(rng, rng.pick(known)),
    );
    const opens = rng.between(6, 20);
    const opening = { opens, closes: opens + rng.between(3, 14), weekends: true };
    return openTimes(rng, scene, { ...opening, perDay: rng.wide(0.5, 14) }).map((startedAt) => {
      const talkSec = rng.logNormal(480, 1);
      const number = rng.pick(contacts);
      return callAbroad(scene, subscriber, { number, startedAt, talkSec, answers: 0.7 });
    });
  },
};
