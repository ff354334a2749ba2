import type { Country, CountryTable } from './countries.ts';
import type { Destination } from './destination.ts';
import type { DialPlan } from './dial-plan.ts';

/** What makes a number domestic, and the destinations that stand for such numbers. */
export interface Home {
  readonly countryCode: string;
  readonly iso2: string;
  /** Where all numbers of the calling code lead home; `null` if other countries share it. */
  readonly only: Destination | null;
  /** The domestic destination for a country, `undefined` for one abroad. */
  destinationOf(iso2: string | null): Destination | undefined;
}

/** `null` for a plan without a home country; indexes of destinations begin at `firstIndex`. */
export function createHome(plan: DialPlan, table: CountryTable, firstIndex: number): Home | null {
  if (plan.home === undefined) return null;
  const { countryCode, iso2, countries } = plan.home;
  const destinations = new Map<string | null, Destination>();
  for (const code of new Set(countries)) {
    const country = table.rows.find((row) => row.iso2 === code);
    destinations.set(
      code,
      domesticDestination(countryCode, code, country, firstIndex + destinations.size),
    );
  }
  const shared = table.rows.some(
    (row) => row.prefix.startsWith(countryCode) && !countries.includes(row.iso2 ?? ''),
  );
  return {
    countryCode,
    iso2,
    only: shared || destinations.size > 1 ? null : (destinations.get(iso2) ?? null),
    destinationOf: (code) => destinations.get(code),
  };
}

function domesticDestination(
  countryCode: string,
  iso2: string,
  country: Country | undefined,
  index: number,
): Destination {
  return Object.freeze({
    prefix: null,
    countryCode,
    iso2,
    country: country?.nameEn ?? null,
    countryJa: country?.nameJa ?? null,
    class: 'country',
    milliYenPerMinute: null,
    unitSeconds: null,
    risk: Object.freeze([]),
    index,
    countryKey: iso2,
  });
}
