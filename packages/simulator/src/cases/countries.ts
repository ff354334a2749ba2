import { anyCountries, dearCountries } from '../numbers/countries.ts';
import { type Country, type Taste, tastes } from '../numbers/countries-taste.ts';
import { draw } from '../weighted.ts';
import type { CaseScene } from './case.ts';

/** A country as a taste has it, one time in six any country of the world. */
export function somewhere({ rng, world }: CaseScene, taste: Taste): Country {
  return rng.chance(1 / 6) ? draw(rng, anyCountries) : draw(rng, tastes(world.setting)[taste]);
}

/** Some different countries. */
export function several(scene: CaseScene, taste: Taste, count: number): Country[] {
  const found = new Set<Country>();
  for (let tries = count * 6; tries > 0 && found.size < count; tries--) {
    found.add(somewhere(scene, taste));
  }
  return [...found];
}

/** Satellites and islands. */
export function dear({ rng }: CaseScene): Country {
  return rng.pick(dearCountries);
}

/** The country of an ISO alpha-2 code. */
export function countryOf(iso2: string): Country {
  const found = anyCountries.items.find((country) => country.iso2 === iso2);
  if (found === undefined) throw new RangeError(`no country ${iso2}`);
  return found;
}
