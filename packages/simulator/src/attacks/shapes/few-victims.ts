import { HOUR } from '../../japan-time.ts';
import { Random } from '../../random.ts';
import type { Subscriber } from '../../subscriber.ts';
import { campaign } from '../campaign.ts';
import { drawPool } from '../number-pool.ts';
import type { Shape } from '../shape.ts';

/** The vendor as the device announces itself. */
function vendor({ device }: Subscriber): string {
  return device.at(new Random('vendor'), 0).userAgent.split(/[/ ]/)[0]!;
}

function ofOneVendor(rng: Random, candidates: readonly Subscriber[]): Subscriber[] {
  if (candidates.length === 0) return [];
  const weak = vendor(rng.pick(candidates));
  return candidates.filter((candidate) => vendor(candidate) === weak);
}

/** A weakness of one vendor's PBX: a victim after the other over days, into the same ranges. */
export const fewVictims: Shape = {
  targets: ['pbx', 'office', 'hotel', 'hospital'],
  victims: [5, 20],
  hours: [24, 200],
  prefers: ofOneVendor,
  manner: {
    calls: [5, 300],
    perMinute: [0.05, 6],
    talkSec: [60, 3_600],
    sigma: [0.05, 1.1],
    answered: [0.4, 0.98],
    countries: [1, 8],
    numbers: [10, 300],
  },
  legs(scene) {
    const { rng, startsAt, endsAt, intruders } = scene;
    const pool = drawPool(scene);
    return intruders.flatMap((intruder, i) => {
      // The first one begins the attack, the others follow in any order.
      const from = i === 0 ? startsAt : rng.between(startsAt, endsAt - HOUR / 2);
      const to = Math.min(endsAt, from + rng.wide(0.5, 10) * HOUR);
      return campaign(scene, intruder, { from, to, pool });
    });
  },
};
