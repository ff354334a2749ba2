import type { Country } from '../numbers/countries.ts';
import { foreignRange, mistyped } from '../numbers/foreign.ts';
import type { Random } from '../random.ts';
import { drawCountries } from './countries.ts';
import type { Scene } from './shape.ts';

/** A number an attack calls. */
export interface Target {
  /** E.164 without the plus. */
  number: string;
  /** Nobody has it: the network refuses the call. */
  dead: boolean;
}

// So many consecutive numbers are rented as one range.
const LARGEST_RANGE = 200;

/** How one attack spoils a number now and then. */
function spoil(scene: Scene): (number: string) => Target {
  const { rng, setting } = scene;
  const wrong = rng.between(0, setting.wrongLength);
  const dead = rng.chance(0.6) ? 0 : rng.between(0, setting.unallocated);
  return (number) => ({
    number: rng.chance(wrong) ? mistyped(rng, number) : number,
    dead: rng.chance(dead),
  });
}

/** `count` numbers of one country, in as many ranges as the attack has it. */
function inCountry(scene: Scene, country: Country, count: number): string[] {
  const { rng, setting } = scene;
  const scattered = rng.chance(setting.scattered);
  const size = Math.min(LARGEST_RANGE, Math.ceil(count / rng.whole(1, 3)));
  const numbers: string[] = [];
  while (numbers.length < count) {
    numbers.push(...foreignRange(rng, country, Math.min(size, count - numbers.length), scattered));
  }
  return numbers;
}

/** `count` numbers spread over the countries, one country after the other. */
export function poolIn(scene: Scene, countries: readonly Country[], count: number): Target[] {
  const each = Math.floor(count / countries.length);
  const more = count % countries.length;
  const numbers = countries.flatMap((country, i) => {
    const share = each + (i < more ? 1 : 0);
    return share === 0 ? [] : inCountry(scene, country, share);
  });
  return numbers.map(spoil(scene));
}

/** The numbers of an attack within the bounds of its shape. */
export function drawPool(scene: Scene): Target[] {
  const { rng, shape } = scene;
  const count = Math.round(rng.wide(...shape.manner.numbers));
  const countries = Math.min(count, Math.round(rng.wide(...shape.manner.countries)));
  return poolIn(scene, drawCountries(scene, countries), count);
}

/** How an attack goes through its numbers: `at` counts its calls. */
export function chooser(rng: Random, pool: readonly Target[]): (at: number) => Target {
  const way = rng.below(4);
  if (way === 0) return (at) => pool[at % pool.length]!;
  // Some stay with a number as long as it pays.
  const stay = way === 1 ? rng.between(0.5, 0.95) : 0;
  let last = rng.pick(pool);
  return () => {
    if (!rng.chance(stay)) last = rng.pick(pool);
    return last;
  };
}
