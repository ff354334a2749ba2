import { Random } from '../random.ts';
import type { Country } from './countries.ts';
import { fill } from './pattern.ts';

// A country's numbers are not spread evenly: its large mobile networks are in a few ranges, and
// numbers rented for revenue share lie among those of ordinary people.
const POPULAR = 0.12;
const POPULAR_RANGES = 12;

const popular = new Map<string, readonly string[]>();

function anyNumber(rng: Random, { code, patterns }: Country): string {
  return code + fill(rng, rng.pick(patterns));
}

/** How many digits count within one range. */
function tailOf(number: string): number {
  return number.length >= 10 ? 4 : 3;
}

/** Patterns of `fill`. */
function popularRanges(country: Country): readonly string[] {
  const known = popular.get(country.code);
  if (known !== undefined) return known;
  const rng = new Random('popular ranges', country.code);
  const ranges = Array.from({ length: POPULAR_RANGES }, () => {
    const number = anyNumber(rng, country);
    const tail = tailOf(number);
    return number.slice(0, -tail) + '#'.repeat(tail);
  });
  popular.set(country.code, ranges);
  return ranges;
}

function popularNumber(rng: Random, country: Country): string {
  // The first ones far more often: networks differ in size.
  return fill(rng, popularRanges(country)[Math.floor(POPULAR_RANGES * rng.float() ** 2)]!);
}

/** A plausible number of the country: E.164 without the plus. */
export function foreignNumber(rng: Random, country: Country): string {
  return rng.chance(POPULAR) ? popularNumber(rng, country) : anyNumber(rng, country);
}

/** The same number with one digit too few or too many, as people and dialers mistype. */
export function mistyped(rng: Random, number: string): string {
  return rng.chance(0.5) || number.length > 13 ? number.slice(0, -1) : number + rng.below(10);
}

/** Different numbers of one range: neighbours, as rented for revenue share, or scattered in it. */
export function foreignRange(
  rng: Random,
  country: Country,
  count: number,
  scattered = false,
): string[] {
  const first = foreignNumber(rng, country);
  const tail = tailOf(first);
  const head = first.slice(0, -tail);
  const room = 10 ** tail;
  const base = rng.below(room - count + 1);
  const tails = scattered
    ? scatter(rng, count, room)
    : Array.from({ length: count }, (_, i) => base + i);
  return tails.map((number) => head + String(number).padStart(tail, '0'));
}

function scatter(rng: Random, count: number, room: number): number[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, room)) chosen.add(rng.below(room));
  return [...chosen];
}
