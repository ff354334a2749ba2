import { DAY, HOUR } from '../../japan-time.ts';
import { campaign, withMostCalls } from '../campaign.ts';
import { drawPool } from '../number-pool.ts';
import type { Shape } from '../shape.ts';

/** Japan's midnight is at 15:00 UTC. */
function nextMidnight(at: number): number {
  return Math.ceil((at - 15 * HOUR) / DAY) * DAY + 15 * HOUR;
}

/** Straddles midnight, so that a limit of the calendar day is spent twice. */
export const midnight: Shape = {
  targets: 'any',
  hours: [2.5, 12],
  when: 'midnight',
  manner: {
    calls: [15, 700],
    perMinute: [0.2, 12],
    talkSec: [30, 3_600],
    sigma: [0.05, 1.1],
    answered: [0.3, 0.98],
    countries: [1, 12],
    numbers: [3, 300],
  },
  legs(scene) {
    const { startsAt, endsAt, rng } = scene;
    const turn = Math.min(nextMidnight(startsAt), endsAt);
    const pool = drawPool(scene);
    // Some rest over midnight, until the new day's counters are sure to be at work.
    const rest = rng.between(0, 0.3) * (endsAt - turn);
    const half = { ...scene, shape: withMostCalls(scene.shape, 0.5) };
    return scene.intruders.flatMap((intruder) => [
      ...campaign(half, intruder, { to: turn, pool }),
      ...(turn < endsAt ? campaign(half, intruder, { from: turn + rest, pool }) : []),
    ]);
  },
};
