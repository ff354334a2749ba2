import { HOUR } from '../../japan-time.ts';
import type { Leg } from '../../leg.ts';
import { campaign } from '../campaign.ts';
import { drawPool } from '../number-pool.ts';
import { rhythmic } from '../schedule.ts';
import type { Scene, Shape } from '../shape.ts';

const DAY_HOURS = 24;

function slowly(scene: Scene): Leg[] {
  const { rng, startsAt, endsAt, intruders } = scene;
  const hours = (endsAt - startsAt) / HOUR;
  // One call in six hours to two an hour, in part of each day: no day's total stands out.
  const active = rng.between(4, 24);
  const [least, most] = scene.shape.manner.calls;
  const drawn = Math.round(((hours * active) / DAY_HOURS) * rng.wide(1 / 6, 4));
  const count = Math.min(most, Math.max(least, drawn));
  const weight = (at: number) => (((at - startsAt) / HOUR) % DAY_HOURS < active ? 1 : 0);
  const times = rhythmic(rng, { from: startsAt, to: endsAt }, { count, weight });
  const pool = drawPool(scene);
  return intruders.flatMap((intruder) => campaign(scene, intruder, { times, pool }));
}

/** Under every threshold, for days or weeks. */
export const lowSlow: Shape = {
  targets: 'any',
  hours: [60, 480],
  when: 'any',
  manner: {
    calls: [6, 600],
    perMinute: [1 / 360, 0.07],
    talkSec: [120, 2_400],
    sigma: [0.05, 0.9],
    answered: [0.4, 0.98],
    countries: [1, 12],
    numbers: [3, 120],
  },
  legs: slowly,
};
