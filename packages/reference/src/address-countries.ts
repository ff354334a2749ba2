import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import { basename } from 'node:path';
import { DataFileError } from '@sekisho/numbering';
import { Reader } from 'mmdb-lib';
import { readBytes } from './read-file.ts';
import { isReserved } from './reserved-addresses.ts';

const require = createRequire(import.meta.url);

/** What comes with Sekisho: countries by the registries' whois and routing data, both families. */
const SHIPPED = require.resolve(
  '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
);

/** Addresses that are remembered: those of a carrier's customers come again and again. */
const REMEMBERED = 50_000;

/** Codes that such files have besides countries: Europe, Asia and the Pacific, unknown. */
const NO_COUNTRY: ReadonlySet<string> = new Set(['EU', 'AP', 'ZZ', 'XX']);

/**
 * The country that an address belongs to, ISO alpha-2; `undefined` for what is no address, for
 * private and reserved ones, and where the file has none.
 */
export type AddressCountries = (address: string) => string | undefined;

/** Either layout of a country's record: that of ip-location-db, or MaxMind's. */
interface CountryRecord {
  country_code?: unknown;
  country?: { iso_code?: unknown };
}

/**
 * @param file an MMDB file of one's own, with `country_code` or `country.iso_code` in its records;
 * default the one that ships
 * @throws UnreadableFileError, or DataFileError for a file that is no MMDB
 */
export function loadAddressCountries(file = SHIPPED): AddressCountries {
  const find = openFile(file);
  const remembered = new Map<string, string | undefined>();
  return (address) => {
    const known = remembered.get(address);
    if (known !== undefined || remembered.has(address)) return known;
    const country = find(address);
    // Cleared whole: keeping an order of use costs every hit more than that saves on misses.
    if (remembered.size >= REMEMBERED) remembered.clear();
    remembered.set(address, country);
    return country;
  };
}

function openFile(file: string): AddressCountries {
  const reader = readMmdb(file);
  const newest = reader.metadata.ipVersion;
  return (text) => {
    const address = text.replace(/^::ffff:(?=\d+\.)/i, '');
    const version = isIP(address);
    // A file of IPv4 alone would take the first 32 bits of the other for an address.
    if (version === 0 || version > newest || isReserved(address)) return undefined;
    return codeOf(reader.get(address) as CountryRecord | null);
  };
}

function readMmdb(file: string): Reader<never> {
  const bytes = readBytes(file);
  try {
    // A few hundred records stand behind all addresses.
    return new Reader<never>(bytes, { cache: new Map() });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const message = `no MMDB (${why}); name a file in MaxMind's DB format`;
    throw new DataFileError('data-not-readable', basename(file), [
      { line: null, key: null, message },
    ]);
  }
}

function codeOf(record: CountryRecord | null): string | undefined {
  const code = record?.country_code ?? record?.country?.iso_code;
  if (typeof code !== 'string' || !/^[A-Z]{2}$/.test(code)) return undefined;
  return NO_COUNTRY.has(code) ? undefined : code;
}
