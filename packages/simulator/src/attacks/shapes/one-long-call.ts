import type { Leg } from '../../leg.ts';
import { campaign } from '../campaign.ts';
import { drawPool } from '../number-pool.ts';
import type { Intruder, Scene, Shape } from '../shape.ts';

const MINUTE = 60_000;

function atOnce(scene: Scene, intruder: Intruder): Leg[] {
  const { rng, startsAt, endsAt, shape } = scene;
  const rounds = rng.chance(0.6) ? 1 : rng.whole(2, 3);
  const each = Math.round(rng.wide(...shape.manner.calls) / rounds);
  const spread = Math.min(rng.wide(1, 40) * MINUTE, (endsAt - startsAt) / 4);
  const times = Array.from({ length: rounds }).flatMap((_, round) => {
    const from = startsAt + ((endsAt - startsAt) * round) / rounds;
    return Array.from({ length: Math.max(1, each) }, () => from + rng.float() * spread);
  });
  const unlimited = { ...intruder, channels: Infinity };
  const pool = drawPool(scene);
  return campaign(scene, unlimited, { times: times.sort((a, b) => a - b), pool });
}

/** A handful of calls of an hour and more, up at once: nothing is seen until they end. */
export const oneLongCall: Shape = {
  targets: 'any',
  hours: [1, 40],
  manner: {
    calls: [1, 10],
    perMinute: [0.01, 5],
    talkSec: [3_600, 13_000],
    sigma: [0.02, 0.4],
    answered: [0.5, 0.98],
    countries: [1, 4],
    numbers: [1, 8],
  },
  legs: (scene) => scene.intruders.flatMap((intruder) => atOnce(scene, intruder)),
};
