import type { Random } from '../random.ts';
import { draw, weighted } from '../weighted.ts';
import { fill } from './pattern.ts';

// Local numbers of landlines never begin with 1 in Japan: no invented one belongs to anybody.
const landlines = ['031', '061', '0451', '0521', '0751', '0781', '0821', '0921', '0221'];

const patterns = weighted([
  ['landline', 40],
  ['090N#######', 15],
  ['080N#######', 16],
  ['070N#######', 7],
  ['050N#######', 8],
  ['0120######', 8],
  ['0800N######', 2],
  ['0570######', 3],
]);

/** A landline, as dialled within Japan. */
export function landline(rng: Random): string {
  return fill(rng, rng.pick(landlines).padEnd(10, '#'));
}

/** A number of Japan as dialled within it, with 184 or 186 in front now and then. */
export function domesticNumber(rng: Random): string {
  const pattern = draw(rng, patterns);
  const number = pattern === 'landline' ? landline(rng) : fill(rng, pattern);
  if (rng.chance(0.02)) return rng.pick(['184', '186']) + number;
  return number;
}

const services = weighted([
  ['110', 12],
  ['119', 16],
  ['118', 1],
  ['117', 40],
  ['171', 3],
  ['188', 4],
]);

/** Emergency and short numbers. */
export function serviceNumber(rng: Random): string {
  return draw(rng, services);
}
