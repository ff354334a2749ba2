import { abusedCountries, type Country } from '../numbers/countries.ts';
import { foreignRange, mistyped } from '../numbers/foreign.ts';
import type { Random } from '../random.ts';
import { draw } from '../weighted.ts';

// Published: about 15 % of attack calls go to numbers of a length their country does not have.
const WRONG_LENGTH = 0.15;

/** Different countries, drawn as attacks choose them. */
export function abused(rng: Random, count: number): Country[] {
  const chosen = new Set<Country>();
  while (chosen.size < count) chosen.add(draw(rng, abusedCountries));
  return [...chosen];
}

/** `count` numbers in one range of each country, some of a wrong length. */
export function rentedNumbers(rng: Random, countries: readonly Country[], count: number): string[] {
  const each = Math.max(1, Math.ceil(count / countries.length));
  return countries
    .flatMap((country) => foreignRange(rng, country, each))
    .map((number) => (rng.chance(WRONG_LENGTH) ? mistyped(rng, number) : number));
}
