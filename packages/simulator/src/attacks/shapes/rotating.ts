import { HOUR } from '../../japan-time.ts';
import type { Leg } from '../../leg.ts';
import { campaign, withMostCalls } from '../campaign.ts';
import { drawCountries } from '../countries.ts';
import { intruderSource } from '../intruder.ts';
import { poolIn } from '../number-pool.ts';
import type { Intruder, Scene, Shape } from '../shape.ts';

/** The same credentials, from another address every few calls. */
function moving({ rng, setting }: Scene, intruder: Intruder): Intruder {
  const { victim } = intruder;
  const stays = rng.whole(1, 8);
  const { userAgent } = intruderSource(rng, setting, victim);
  let [calls, source] = [0, intruderSource(rng, setting, victim)];
  return {
    ...intruder,
    from(draws) {
      if (calls++ % stays === 0) source = { ...intruderSource(draws, setting, victim), userAgent };
      return source;
    },
  };
}

function tour(scene: Scene, intruder: Intruder): Leg[] {
  const { rng, startsAt, endsAt, shape } = scene;
  const stay = HOUR * rng.wide(0.5, 3);
  const stays = Math.ceil((endsAt - startsAt) / stay);
  const countries = drawCountries(scene, Math.min(stays, shape.manner.countries[1]));
  const each = Math.max(1, Math.floor(rng.wide(...shape.manner.numbers) / countries.length));
  const share = { ...scene, shape: withMostCalls(shape, 1 / stays) };
  return Array.from({ length: stays }).flatMap((_, i) => {
    const pool = poolIn(scene, [countries[i % countries.length]!], each);
    const from = startsAt + i * stay;
    return campaign(share, intruder, { from, to: Math.min(from + stay, endsAt), pool });
  });
}

/** Another country each hour and another address every few calls: no counter fills. */
export const rotating: Shape = {
  targets: 'any',
  hours: [6, 72],
  device: 'other',
  manner: {
    calls: [6, 1_500],
    perMinute: [0.03, 4],
    talkSec: [60, 3_600],
    sigma: [0.1, 1.1],
    answered: [0.3, 0.95],
    countries: [4, 60],
    numbers: [60, 600],
  },
  legs: (scene) => scene.intruders.flatMap((intruder) => tour(scene, moving(scene, intruder))),
};
