import { type Country, tastes } from './numbers/countries-taste.ts';
import type { Population } from './populations/population.ts';
import type { Random } from './random.ts';
import type { Setting } from './setting.ts';
import { draw } from './weighted.ts';

/** How one subscriber calls other countries. */
export interface CallingAbroad {
  /** Mean over a week, before the run scales it; 0: never. */
  abroadPerHour: number;
  /** The countries it usually calls, the most usual first; empty where it never does. */
  countries: readonly Country[];
  /** How many people it knows there. */
  contacts: number;
  /** Shares of calls to a country, or a number, that is new to it. */
  newCountry: number;
  newNumber: number;
  /** Chance that one call abroad brings another soon. */
  burst: number;
}

const NEVER: CallingAbroad = {
  abroadPerHour: 0,
  countries: [],
  contacts: 0,
  newCountry: 0,
  newNumber: 0,
  burst: 0,
};

// Twenty times the usual is where a heavy tail ends.
const MOST = 20;

function countries(rng: Random, { abroad }: Population, setting: Setting): Country[] {
  const wanted = Math.round(rng.wide(...abroad.countries));
  const taste = tastes(setting)[abroad.taste];
  const found = new Set<Country>();
  for (let tries = wanted * 8; tries > 0 && found.size < wanted; tries--) {
    found.add(draw(rng, taste));
  }
  return [...found];
}

/** Draws what `population` and `setting` leave open. */
export function drawCallingAbroad(
  rng: Random,
  population: Population,
  setting: Setting,
): CallingAbroad {
  const { abroad } = population;
  const { callers, rate, spread, newCountry, newCountrySigma } = setting.abroad;
  if (!rng.chance(abroad.callers * callers)) return NEVER;
  const perDay = rng.logNormal(abroad.perDay * rate, abroad.spread + spread);
  const known = countries(rng, population, setting);
  const often = abroad.worldwide ? 3 : 1;
  return {
    abroadPerHour: Math.min(perDay, abroad.perDay * MOST) / 24,
    countries: known,
    contacts: Math.max(1, Math.round(rng.wide(...abroad.contacts))),
    newCountry: Math.min(0.08, rng.logNormal(newCountry * often, newCountrySigma)),
    newNumber: rng.between(...setting.abroad.newNumber),
    burst: rng.between(...setting.abroad.burst),
  };
}
