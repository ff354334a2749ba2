import { type Country, tradeCountries, usualCountries } from './numbers/countries.ts';
import { domesticNumber } from './numbers/domestic.ts';
import { foreignNumber } from './numbers/foreign.ts';
import type { Population } from './populations/population.ts';
import type { Random } from './random.ts';
import { draw } from './weighted.ts';

const DOMESTIC_CONTACTS = 12;
// Published figures for calls to a country new to a subscriber: 0.85 % early, 0.28 % later.
const NEW_COUNTRY = 0.006;
const NEW_NUMBER = 0.2;

/** Whom one subscriber calls; it grows as they call. */
export class AddressBook {
  private readonly population: Population;
  private readonly domestic: string[] = [];
  private countries: Country[] = [];
  private contacts: string[] = [];

  constructor(population: Population) {
    this.population = population;
  }

  domesticNumber(rng: Random): string {
    const index = rng.below(DOMESTIC_CONTACTS * 2);
    if (index >= DOMESTIC_CONTACTS) return domesticNumber(rng);
    this.domestic[index] ??= domesticNumber(rng);
    return this.domestic[index]!;
  }

  /** E.164 without the plus. */
  foreignNumber(rng: Random): string {
    if (this.countries.length === 0) this.meet(rng);
    if (rng.chance(NEW_COUNTRY)) return foreignNumber(rng, this.anyCountry(rng));
    if (rng.chance(NEW_NUMBER)) return foreignNumber(rng, rng.pick(this.countries));
    return rng.pick(this.contacts);
  }

  private anyCountry(rng: Random): Country {
    return draw(rng, this.population.abroad.worldwide ? tradeCountries : usualCountries);
  }

  private meet(rng: Random): void {
    const { countries, contacts } = this.population.abroad;
    const count = rng.whole(...countries);
    this.countries = Array.from({ length: count }, () => this.anyCountry(rng));
    this.contacts = Array.from({ length: Math.max(count, rng.whole(...contacts)) }, (_, i) =>
      foreignNumber(rng, this.countries[i % count]!),
    );
  }
}
