import type { Random } from '../random.ts';
import type { Country } from './countries.ts';
import { fill } from './pattern.ts';

/** A plausible number of the country: E.164 without the plus. */
export function foreignNumber(rng: Random, country: Country): string {
  return country.code + fill(rng, rng.pick(country.patterns));
}

/** The same number with one digit too few or too many, as people and dialers mistype. */
export function mistyped(rng: Random, number: string): string {
  return rng.chance(0.5) || number.length > 13 ? number.slice(0, -1) : number + rng.below(10);
}

/** Consecutive numbers of one range, as rented for revenue share. */
export function foreignRange(rng: Random, country: Country, count: number): string[] {
  const first = foreignNumber(rng, country);
  const tail = first.length >= 10 ? 4 : 3;
  const head = first.slice(0, -tail);
  const base = rng.below(10 ** tail - count);
  return Array.from({ length: count }, (_, i) => head + String(base + i).padStart(tail, '0'));
}
