import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildNumbering, dataFile } from '../test/built-in.ts';
import { type Country, parseCountries } from './countries.ts';
import { createDestinationTrie } from './destination-trie.ts';
import { buildPrefixTree } from './prefix-tree.ts';
import { parseRateDeck, type Rate } from './rate-deck.ts';
import { parseRiskList } from './risk-list.ts';

const countries = parseCountries(dataFile('countries.csv'), 'countries.csv').rows;
const rates = parseRateDeck(dataFile('rates/example.csv'), 'example.csv').rows;
const abused = parseRiskList(dataFile('risk-lists/high-risk-2015.csv'), 'high-risk-2015.csv');
const ours = { name: 'ours', version: 'ours@0', prefixes: ['4477', '2246'] };
const lists = [ours, abused];
const trie = createDestinationTrie(
  buildPrefixTree(countries, rates, lists),
  lists.map((list) => list.name),
);

function longest<T extends { prefix: string }>(rows: readonly T[], number: string): T | undefined {
  const matching = rows.filter((row) => number.startsWith(row.prefix));
  return matching.sort((a, b) => b.prefix.length - a.prefix.length)[0];
}

function classOf(country: Country | undefined, rate: Rate | undefined): string {
  if (country?.class !== 'country') return country?.class ?? 'unallocated';
  return !rate || rate.class === 'default' ? 'country' : rate.class;
}

const prefixes = [...countries, ...rates].map((row) => row.prefix).concat(ours.prefixes);
const number = fc.oneof(
  fc
    .tuple(fc.constantFrom(...prefixes), fc.stringMatching(/^\d{4,9}$/))
    .map((parts) => parts.join('')),
  fc.stringMatching(/^[1-9]\d{4,14}$/),
);

describe('find', () => {
  it('takes country, rate and risk each by its own longest prefix', () => {
    fc.assert(
      fc.property(
        number.filter((digits) => /^[1-9]/.test(digits)),
        (digits) => {
          const country = longest(countries, digits);
          const rate = longest(rates, digits);
          expect(trie.find(digits)).toMatchObject({
            iso2: country?.iso2 ?? null,
            country: country?.nameEn ?? null,
            countryJa: country?.nameJa ?? null,
            class: classOf(country, rate),
            prefix: rate?.prefix ?? null,
            milliYenPerMinute: rate?.milliYenPerMinute ?? null,
            risk: lists
              .filter(({ prefixes: own }) => own.some((prefix) => digits.startsWith(prefix)))
              .map(({ name }) => name),
          });
        },
      ),
      { numRuns: 10_000 },
    );
  });

  it.each([
    ['442071234567', '44', 'GB'],
    ['447781123456', '44', 'GG'],
    ['18765551234', '1', 'JM'],
    ['262639123456', '262', 'YT'],
    ['35818123456', '358', 'AX'],
    ['881612345678', '881', '+881'],
    ['88216123456', '882', '+882'],
    ['2105551234', '210', '+210'],
    ['2812345678', '281', '+281'],
    ['11112345678', '1', '+1'],
  ])('%s has country code %s and key %s', (digits, countryCode, countryKey) => {
    expect(trie.find(digits)).toMatchObject({ countryCode, countryKey });
  });

  it('shares one frozen object for equal destinations', () => {
    expect(trie.find('442071234567')).toBe(trie.find('441212345678'));
    expect(trie.find('442071234567')).not.toBe(trie.find('447781123456'));
    expect(Object.isFrozen(trie.find('442071234567'))).toBe(true);
    expect(Object.isFrozen(trie.find('442071234567').risk)).toBe(true);
  });

  it('numbers destinations densely', () => {
    expect(trie.destinations.map(({ index }) => index)).toEqual([...trie.destinations.keys()]);
  });

  it('lets the deck refine the class inside a country, and only there', () => {
    const deck =
      'prefix,class,jpy_per_minute,unit_seconds\n4490,premium,500,60\n210,premium,500,60\n';
    const refined = buildNumbering('jp', { rates: parseRateDeck(deck, 'deck.csv') });
    expect(refined.understand('010449012345678').destination?.class).toBe('premium');
    expect(refined.understand('010442012345678').destination?.class).toBe('country');
    expect(refined.understand('0102101234567').destination?.class).toBe('unallocated');
  });
});

describe('domestic destinations', () => {
  it('are one object with an index of its own', () => {
    const { understand } = buildNumbering();
    const home = understand('0312345678').destination;
    expect(understand('+819012345678').destination).toBe(home);
    expect(home).toMatchObject({
      iso2: 'JP',
      countryJa: '日本',
      prefix: null,
      milliYenPerMinute: null,
      countryKey: 'JP',
    });
    expect(home?.index).toBe(trie.destinations.length - differenceOfLists());
  });
});

// The trie above has a second list, and with it more combinations.
function differenceOfLists(): number {
  const plain = createDestinationTrie(buildPrefixTree(countries, rates, [abused]), [abused.name]);
  return trie.destinations.length - plain.destinations.length;
}
