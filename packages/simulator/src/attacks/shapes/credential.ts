import { HOUR, hourOfWeek } from '../../japan-time.ts';
import { campaign, drawVolume } from '../campaign.ts';
import { drawPool } from '../number-pool.ts';
import { rhythmic } from '../schedule.ts';
import type { Shape } from '../shape.ts';

/** Stolen credentials on a device elsewhere, while the owner's own goes on calling. */
export const credential: Shape = {
  targets: 'any',
  hours: [2, 120],
  when: 'any',
  device: 'other',
  manner: {
    calls: [10, 1_500],
    perMinute: [0.01, 4],
    talkSec: [30, 3_600],
    sigma: [0.05, 1.1],
    answered: [0.3, 0.98],
    countries: [1, 15],
    numbers: [3, 300],
  },
  legs(scene) {
    const { rng, startsAt: from, endsAt: to, intruders } = scene;
    const pool = drawPool(scene);
    return intruders.flatMap((intruder) => {
      if (rng.chance(0.5)) return campaign(scene, intruder, { pool });
      const { population, rhythmShift } = intruder.victim;
      const weight = (at: number) => population.rhythm[hourOfWeek(at - rhythmShift * HOUR)]!;
      const { count } = drawVolume(scene, to - from);
      return campaign(scene, intruder, {
        times: rhythmic(rng, { from, to }, { count, weight }),
        pool,
      });
    });
  },
};
