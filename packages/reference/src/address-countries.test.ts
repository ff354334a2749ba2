import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { loadAddressCountries } from './address-countries.ts';

const folder = mkdtempSync(join(tmpdir(), 'sekisho-addresses-'));
afterAll(() => rmSync(folder, { recursive: true }));

const countryOf = loadAddressCountries();

describe('the country of an address', () => {
  it.each([
    ['8.8.8.8', 'US'],
    ['133.11.0.1', 'JP'],
    ['::ffff:133.11.0.1', 'JP'],
    ['2001:4860:4860::8888', 'US'],
    ['2001:4860:4860:0000:0000:0000:0000:8888', 'US'],
  ])('%s is in %s', (address, country) => {
    expect(countryOf(address)).toBe(country);
    expect(countryOf(address)).toBe(country);
  });

  it.each([
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.1.1',
    '203.0.113.7',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::8.8.8.8',
    '::ffff:192.168.1.1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'ff02::1',
    '2001:db8::1',
    '2002:808:808::1',
  ])('%s is nobody’s', (address) => {
    expect(countryOf(address)).toBeUndefined();
  });

  it.each(['', ' ', 'sbc-1', '8.8.8', '8.8.8.8:5060', '8.8.8.256', '1e100', '::g', '八'])(
    'bad text %j has none',
    (text) => {
      expect(countryOf(text)).toBeUndefined();
    },
  );

  it('is a code or nothing, of any address and any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ unit: 'binary' })), (text) => {
        expect(countryOf(text) ?? 'JP').toMatch(/^[A-Z]{2}$/);
      }),
    );
  });

  it('is the same after more addresses than are remembered', () => {
    const before = countryOf('8.8.8.8');
    for (let n = 0; n < 60_000; n++) countryOf(`133.${n >> 16}.${(n >> 8) & 255}.${n & 255}`);
    expect(countryOf('8.8.8.8')).toBe(before);
  });
});

describe('a file of one’s own', () => {
  it('is asked for what it holds', () => {
    const shipped = '@ip-location-db/geo-whois-asn-country-mmdb';
    const { resolve } = createRequire(import.meta.url);
    const only = (version: string) =>
      loadAddressCountries(resolve(`${shipped}/geo-whois-asn-country-ipv${version}.mmdb`));
    const [v4, v6] = [only('4'), only('6')];
    const addresses = ['8.8.8.8', '2001:4860:4860::8888'];
    expect(addresses.map((address) => v4(address))).toEqual(['US', undefined]);
    expect(addresses.map((address) => v6(address))).toEqual([undefined, 'US']);
  });

  it('is refused when it cannot be read, and when it is another kind of file', () => {
    expect(() => loadAddressCountries(join(folder, 'absent.mmdb'))).toThrow(
      expect.objectContaining({ name: 'UnreadableFileError' }),
    );
    const text = join(folder, 'text.mmdb');
    writeFileSync(text, 'ip,country\n8.8.8.8,US\n');
    expect(() => loadAddressCountries(text)).toThrow(
      expect.objectContaining({
        name: 'DataFileError',
        message: expect.stringMatching(/^text\.mmdb: no MMDB \(.+\); name a file/),
      }),
    );
  });
});
