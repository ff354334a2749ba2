import { drawDevice } from '../equipment.ts';
import { DAY } from '../japan-time.ts';
import type { Case } from './case.ts';
import { newBranch } from './new-branch.ts';

/** A new exchange or provider: other addresses and another agent from one day on, business as usual; a branch may come with it. */
export const movedPbx: Case = {
  suits: [
    'pbx',
    'office',
    'trading-firm',
    'hotel',
    'hospital',
    'call-centre',
    'shipping-line',
    'travel-agency',
  ],
  subscribers: [1, 1],
  hours: [1000, 1000],
  change({ rng, world, subscribers, startsAt, endsAt }) {
    const subscriber = subscribers[0]!;
    const device = drawDevice(rng, world, subscriber.population.equipment);
    subscriber.changes.push({ from: startsAt, until: endsAt, device });
  },
  legs(scene) {
    if (!scene.rng.chance(0.3)) return [];
    const startsAt = scene.startsAt + scene.rng.exponential(2 * DAY);
    return newBranch.legs!({ ...scene, startsAt: Math.min(startsAt, scene.endsAt) });
  },
};
