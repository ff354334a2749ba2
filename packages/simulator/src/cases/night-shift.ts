import { foreignNumber } from '../numbers/foreign.ts';
import { callAbroad, manyCalls } from './calls.ts';
import type { Case } from './case.ts';
import { somewhere } from './countries.ts';
import { openTimes } from './hours.ts';

/** A firm starts to work with another time zone: its day moves into the night and it calls abroad more. */
export const nightShift: Case = {
  suits: ['pbx', 'trading-firm', 'call-centre', 'office', 'travel-agency'],
  subscribers: [1, 1],
  hours: [70, 1000],
  change({ rng, subscribers, startsAt, endsAt }) {
    const shiftHours = rng.between(5, 15) * (rng.chance(0.5) ? 1 : -1);
    const abroad = rng.wide(1, 5);
    subscribers[0]!.changes.push({ from: startsAt, until: endsAt, shiftHours, abroad });
  },
  legs(scene) {
    const { rng } = scene;
    const subscriber = scene.subscribers[0]!;
    const country = somewhere(scene, 'trade');
    const desks = Array.from({ length: rng.whole(1, 20) }, () => foreignNumber(rng, country));
    const opens = rng.between(17, 26);
    const opening = { opens, closes: opens + rng.between(3, 9), weekends: rng.chance(0.3) };
    return openTimes(rng, scene, { ...opening, perDay: manyCalls(scene, 2, 40) }).map(
      (startedAt) => {
        const talkSec = rng.logNormal(300, 1);
        const number = rng.pick(desks);
        return callAbroad(scene, subscriber, { number, startedAt, talkSec, answers: 0.75 });
      },
    );
  },
};
