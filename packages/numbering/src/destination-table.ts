import type { Country } from './countries.ts';
import type { Destination } from './destination.ts';
import type { Rate } from './rate-deck.ts';

/** What holds at one prefix, its own or taken over from a shorter one. */
export interface Combination {
  readonly countryCode: string;
  readonly country: Country | null;
  readonly rate: Rate | null;
  readonly risk: readonly string[];
}

/** Numbers destinations and keeps one object for equal combinations. */
export interface DestinationTable {
  readonly destinations: readonly Destination[];
  indexOf(combination: Combination): number;
}

export function createDestinationTable(): DestinationTable {
  const destinations: Destination[] = [];
  const indexByKey = new Map<string, number>();
  return {
    destinations,
    indexOf(combination) {
      const key = keyOf(combination);
      const index = indexByKey.get(key) ?? destinations.length;
      if (index === destinations.length) destinations.push(destinationOf(combination, index));
      indexByKey.set(key, index);
      return index;
    },
  };
}

function keyOf({ countryCode, country, rate, risk }: Combination): string {
  const where = [countryCode, country?.iso2, country?.nameEn, country?.class];
  return JSON.stringify([...where, rate?.prefix ?? null, risk]);
}

function destinationOf(
  { countryCode, country, rate, risk }: Combination,
  index: number,
): Destination {
  return Object.freeze({
    prefix: rate?.prefix ?? null,
    countryCode,
    iso2: country?.iso2 ?? null,
    country: country?.nameEn ?? null,
    countryJa: country?.nameJa ?? null,
    class: classOf(country, rate),
    milliYenPerMinute: rate?.milliYenPerMinute ?? null,
    unitSeconds: rate?.unitSeconds ?? null,
    risk: Object.freeze([...risk]),
    index,
    countryKey: country?.iso2 ?? `+${countryCode}`,
  });
}

// The deck knows ranges inside a country, such as premium numbers, but not what is assigned.
function classOf(country: Country | null, rate: Rate | null): string {
  if (country === null || country.class !== 'country') return country?.class ?? 'unallocated';
  return rate === null || rate.class === 'default' ? 'country' : rate.class;
}
