import { foreignRange } from '../numbers/foreign.ts';
import { callAbroad, manyCalls } from './calls.ts';
import type { Case } from './case.ts';
import { somewhere } from './countries.ts';
import { openTimes } from './hours.ts';

/** A call centre begins a new country: hundreds of numbers that follow each other. */
export const campaign: Case = {
  suits: ['call-centre', 'travel-agency', 'trading-firm'],
  subscribers: [1, 1],
  hours: [10, 400],
  legs(scene) {
    const { rng } = scene;
    const subscriber = scene.subscribers[0]!;
    const country = somewhere(scene, 'usual');
    const ranges = Array.from({ length: rng.whole(1, 5) }, () =>
      foreignRange(rng, country, rng.whole(60, 400), rng.chance(0.4)),
    );
    const list = ranges.flat();
    const opening = { opens: rng.between(8, 14), closes: rng.between(17, 24), weekends: true };
    const perDay = manyCalls(scene, 25, 260);
    const answers = rng.between(0.2, 0.6);
    return openTimes(rng, scene, { ...opening, perDay }).map((startedAt, i) => {
      const talkSec = rng.logNormal(90, 1);
      return callAbroad(scene, subscriber, {
        number: list[i % list.length]!,
        startedAt,
        talkSec,
        answers,
      });
    });
  },
};
