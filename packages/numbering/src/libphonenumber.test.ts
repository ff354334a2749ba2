import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { expect, it } from 'vitest';
import { buildNumbering, dataFile } from '../test/built-in.ts';
import { parseCountries } from './countries.ts';

const { understand } = buildNumbering();
const { rows } = parseCountries(dataFile('countries.csv'), 'countries.csv');

/** Numbers of a fixed pseudo-random sequence behind every prefix of the table. */
function numbersBehind(prefix: string): string[] {
  let state = Number(prefix.slice(0, 9));
  return Array.from({ length: 120 }, (_, count) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const rest = String(state)
      .padStart(10, '0')
      .slice(0, 4 + (count % 8));
    return `+${prefix}${rest}`;
  });
}

// Ranges that its metadata gives to two territories at once, where it takes the first.
const SHARED_COUNTRIES = new Set(['GP', 'BL', 'MF']);
const SHARED_PREFIXES = /^\+(?:212528[89]|447924)/;

function countryThere(raw: string): string | undefined {
  const parsed = parsePhoneNumberFromString(raw);
  // It repairs numbers such as +1 1 212 …, and then speaks of another one.
  if (!parsed?.isValid() || parsed.number !== raw || SHARED_PREFIXES.test(raw)) return undefined;
  return SHARED_COUNTRIES.has(parsed.country ?? '') ? undefined : parsed.country;
}

it('agrees with libphonenumber on the country of numbers it holds valid', () => {
  const valid = rows
    .filter((row) => row.class === 'country')
    .flatMap((row) => numbersBehind(row.prefix))
    .map((raw) => ({ raw, there: countryThere(raw) }))
    .filter(({ there }) => there !== undefined);
  const ours = valid.map(({ raw }) => ({ raw, there: understand(raw).destination?.iso2 }));
  expect(valid.length).toBeGreaterThan(2_000);
  expect(ours).toEqual(valid);
});
