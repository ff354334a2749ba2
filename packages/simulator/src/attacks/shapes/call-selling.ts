import { foreignNumber } from '../../numbers/foreign.ts';
import { campaign } from '../campaign.ts';
import { drawCountries } from '../countries.ts';
import type { Scene, Shape } from '../shape.ts';

/**
 * Real people pay the intruder for cheap calls home: numbers all over a country or a few, true
 * conversations. Published: 385 callers and 6,800 minutes to Liberia within 12 hours.
 */
export const callSelling: Shape = {
  targets: ['pbx', 'office', 'hotel', 'callcenter', 'home'],
  hours: [4, 72],
  manner: {
    calls: [30, 1_500],
    perMinute: [0.05, 2],
    talkSec: [120, 1_800],
    sigma: [0.6, 1.2],
    answered: [0.4, 0.85],
    countries: [1, 4],
    numbers: [20, 500],
  },
  legs(scene) {
    const { rng } = scene;
    const numbers = people(scene);
    const pool = numbers.map((number) => ({ number, dead: rng.chance(0.02) }));
    return scene.intruders.flatMap((intruder) => campaign(scene, intruder, { pool }));
  },
};

function people(scene: Scene): string[] {
  const { rng, shape } = scene;
  const { countries, numbers } = shape.manner;
  const homes = drawCountries(scene, Math.round(rng.wide(...countries)));
  const count = Math.round(rng.wide(...numbers));
  return Array.from({ length: count }, () => foreignNumber(rng, rng.pick(homes)));
}
