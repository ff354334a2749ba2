import { DAY } from '../../japan-time.ts';
import { campaign } from '../campaign.ts';
import { drawPool } from '../number-pool.ts';
import type { Scene, Shape } from '../shape.ts';

function growing({ rng, startsAt, endsAt, shape }: Scene): number[] {
  const days = Math.max(1, Math.ceil((endsAt - startsAt) / DAY));
  const growth = rng.between(1.5, 2.5);
  const first = rng.whole(1, 2);
  const times: number[] = [];
  for (let day = 0; day < days; day++) {
    const from = startsAt + day * DAY;
    const activeMs = rng.wide(0.5, 14) * (DAY / 24);
    for (let left = Math.round(first * growth ** day); left > 0; left--) {
      if (times.length >= shape.manner.calls[1]) break;
      times.push(from + rng.float() * Math.min(activeMs, endsAt - from));
    }
  }
  return times.sort((a, b) => a - b);
}

/** A call on the first day, about twice as many on each next: no day is far from the last. */
export const slowRamp: Shape = {
  targets: 'any',
  hours: [72, 300],
  manner: {
    calls: [1, 1_500],
    perMinute: [0.001, 10],
    talkSec: [60, 3_600],
    sigma: [0.05, 1.1],
    answered: [0.4, 0.98],
    countries: [1, 10],
    numbers: [3, 300],
  },
  legs(scene) {
    const pool = drawPool(scene);
    return scene.intruders.flatMap((intruder) =>
      campaign(scene, intruder, { times: growing(scene), pool }),
    );
  },
};
