import { type Country, tastes } from './numbers/countries-taste.ts';
import { domesticNumber } from './numbers/domestic.ts';
import { foreignNumber } from './numbers/foreign.ts';
import type { Random } from './random.ts';
import type { Subscriber } from './subscriber.ts';
import { draw } from './weighted.ts';

const DOMESTIC_CONTACTS = 12;
const MOST_CONTACTS = 400;

/** Whom one subscriber calls; it grows as they call. */
export class AddressBook {
  private readonly subscriber: Subscriber;
  private readonly domestic: string[] = [];
  private countries: Country[] = [];
  private contacts: string[] = [];

  constructor(subscriber: Subscriber) {
    this.subscriber = subscriber;
  }

  domesticNumber(rng: Random): string {
    const index = rng.below(DOMESTIC_CONTACTS * 2);
    if (index >= DOMESTIC_CONTACTS) return domesticNumber(rng);
    this.domestic[index] ??= domesticNumber(rng);
    return this.domestic[index]!;
  }

  /** E.164 without the plus. */
  foreignNumber(rng: Random): string {
    const { newCountry, newNumber } = this.subscriber;
    if (this.countries.length === 0) this.meet(rng);
    if (rng.chance(newCountry)) return this.somewhereNew(rng);
    if (rng.chance(newNumber)) return this.remember(rng, foreignNumber(rng, this.country(rng)));
    return favourite(rng, this.contacts);
  }

  private country(rng: Random): Country {
    return favourite(rng, this.countries);
  }

  private somewhereNew(rng: Random): string {
    const { setting, population } = this.subscriber;
    const country = draw(rng, tastes(setting)[population.abroad.worldwide ? 'trade' : 'usual']);
    if (rng.chance(setting.abroad.adopted)) this.countries.push(country);
    return this.remember(rng, foreignNumber(rng, country));
  }

  // Half of the new numbers are called again some day.
  private remember(rng: Random, number: string): string {
    if (rng.chance(0.5) && this.contacts.length < MOST_CONTACTS) {
      this.contacts.splice(rng.below(this.contacts.length + 1), 0, number);
    }
    return number;
  }

  private meet(rng: Random): void {
    const { countries, contacts } = this.subscriber;
    this.countries = [...countries];
    this.contacts = Array.from({ length: Math.max(countries.length, contacts) }, (_, i) =>
      foreignNumber(rng, i < countries.length ? countries[i]! : this.country(rng)),
    );
  }
}

/** The first ones more often. */
function favourite<T>(rng: Random, items: readonly T[]): T {
  return items[Math.floor(items.length * rng.float() ** 1.5)]!;
}
