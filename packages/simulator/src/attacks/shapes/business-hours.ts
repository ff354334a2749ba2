import { HOUR, hourOfWeek } from '../../japan-time.ts';
import { campaign, drawVolume } from '../campaign.ts';
import { drawPool } from '../number-pool.ts';
import { rhythmic } from '../schedule.ts';
import type { Shape } from '../shape.ts';

/** Hides among the calls of the victim, at the hours in which the victim calls. */
export const businessHours: Shape = {
  targets: ['office', 'pbx', 'hotel', 'hospital', 'callcenter', 'shipping'],
  hours: [4, 240],
  when: 'office',
  manner: {
    calls: [15, 1_500],
    perMinute: [0.01, 2],
    talkSec: [30, 2_400],
    sigma: [0.3, 1.1],
    answered: [0.4, 0.95],
    countries: [1, 12],
    numbers: [3, 300],
  },
  legs(scene) {
    const { rng, startsAt: from, endsAt: to } = scene;
    const pool = drawPool(scene);
    return scene.intruders.flatMap((intruder) => {
      const { population, rhythmShift } = intruder.victim;
      const { count } = drawVolume(scene, to - from);
      const weight = (at: number) => population.rhythm[hourOfWeek(at - rhythmShift * HOUR)]! ** 2;
      const times = rhythmic(rng, { from, to }, { count, weight });
      return campaign(scene, intruder, { times, pool });
    });
  },
};
