import {
  abusedCountries,
  anyCountries,
  type Country,
  caribbean,
  cheapCountries,
  dearCountries,
  usualCountries,
} from '../numbers/countries.ts';
import type { Random } from '../random.ts';
import { draw, type Weighted, weighted } from '../weighted.ts';
import type { AttackSetting } from './attack-setting.ts';
import type { Scene } from './shape.ts';

/** Where an attack goes: anywhere, or only to some kind of country. */
export type Taste = 'mixed' | 'cheap' | 'dear' | 'caribbean' | 'usual';

function alike(countries: readonly Country[]): Weighted<Country> {
  return weighted(countries.map((country) => [country, 1] as const));
}

const [cheap, dear, nanp] = [alike(cheapCountries), alike(dearCountries), alike(caribbean)];

function mixed(rng: Random, { published, alike }: AttackSetting): Weighted<Country> {
  const share = rng.float();
  if (share < published) return abusedCountries;
  return share < published + alike ? anyCountries : usualCountries;
}

function market({ rng, setting, shape, intruders }: Scene): Weighted<Country> {
  switch (shape.taste ?? 'mixed') {
    case 'cheap':
      return cheap;
    case 'dear':
      return dear;
    case 'caribbean':
      return nanp;
    case 'usual': {
      const known = intruders[0]!.victim.countries;
      return known.length > 0 ? alike(known) : usualCountries;
    }
    case 'mixed':
      return mixed(rng, setting);
  }
}

/** Different countries as the attack chooses them: `count`, or all that its market has. */
export function drawCountries(scene: Scene, count: number): Country[] {
  const from = market(scene);
  const wanted = Math.min(count, from.items.length);
  const chosen = new Set<Country>();
  for (let left = 40 * wanted; chosen.size < wanted && left > 0; left--) {
    chosen.add(draw(scene.rng, from));
  }
  return [...chosen];
}
