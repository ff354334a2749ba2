import type { Country } from './countries.ts';
import type { Destination } from './destination.ts';

/** Whether a number of so many digits, country code included, can exist at a destination. */
export type PlausibleLength = (destination: Destination, digits: number) => boolean;

export function createPlausibleLength(countries: readonly Country[]): PlausibleLength {
  const rowsOf = Map.groupBy(countries, ({ iso2, prefix }) => iso2 ?? `+${prefix}`);
  return ({ countryKey }, digits) =>
    (rowsOf.get(countryKey) ?? []).some(
      ({ fewestDigits, mostDigits }) => fewestDigits <= digits && digits <= mostDigits,
    );
}
