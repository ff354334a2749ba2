import { inboundCaller } from '../numbers/caller.ts';
import { foreignNumber } from '../numbers/foreign.ts';
import { callAbroad, manyCalls } from './calls.ts';
import type { Case } from './case.ts';
import { several } from './countries.ts';
import { dialIn } from './dial-in.ts';
import { openTimes } from './hours.ts';

/** Staff on the road dial in and out again through the exchange of their firm, from some day on. */
export const lawfulCallThrough: Case = {
  suits: ['pbx', 'trading-firm', 'office', 'shipping-line'],
  subscribers: [1, 1],
  hours: [60, 1000],
  legs(scene) {
    const { rng } = scene;
    const subscriber = scene.subscribers[0]!;
    const line = rng.pick(subscriber.lines);
    const staff = Array.from({ length: rng.whole(1, 9) }, () => inboundCaller(rng));
    const known = [
      ...subscriber.countries.slice(0, 3),
      ...several(scene, 'trade', rng.whole(1, 3)),
    ];
    const numbers = Array.from({ length: rng.whole(2, 30) }, () =>
      foreignNumber(rng, rng.pick(known)),
    );
    const opening = {
      opens: rng.between(7, 10),
      closes: rng.between(18, 27),
      weekends: rng.chance(0.5),
    };
    const perDay = manyCalls(scene, 1, 20);
    return openTimes(rng, scene, { ...opening, perDay }).flatMap((startedAt) => {
      const out = callAbroad(scene, subscriber, {
        number: rng.pick(numbers),
        startedAt: startedAt + rng.between(6_000, 40_000),
        talkSec: rng.logNormal(420, 0.9),
        answers: 0.75,
        line,
      });
      return [dialIn(scene, { line, far: rng.pick(staff), startedAt, until: out.endedAt }), out];
    });
  },
};
