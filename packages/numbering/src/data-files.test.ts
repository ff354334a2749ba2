import { describe, expect, it } from 'vitest';
import { dataFile } from '../test/built-in.ts';
import { parseCountries } from './countries.ts';
import { DataFileError } from './data-file-error.ts';
import { parseRateDeck } from './rate-deck.ts';
import { parseRiskList } from './risk-list.ts';

/** The error of a parser, or a failing test. */
function failure(parse: () => unknown): DataFileError {
  try {
    parse();
  } catch (error) {
    if (error instanceof DataFileError) return error;
    throw error;
  }
  throw new Error('the file was accepted');
}

const deck = (...rows: string[]) => ['prefix,jpy_per_minute,unit_seconds', ...rows].join('\n');
const rate = (text: string) => parseRateDeck(text, 'rates.csv').rows;

describe('parseRateDeck', () => {
  it.each([
    ['33', 33_000],
    ['33.5', 33_500],
    ['0.001', 1],
    ['8.29', 8_290],
    ['1.005', 1_005],
    ['0', 0],
    ['999999999.999', 999_999_999_999],
  ])('reads %s yen as %i thousandths', (price, milliYen) => {
    expect(rate(deck(`44,${price},60`))).toEqual([
      { prefix: '44', class: 'country', milliYenPerMinute: milliYen, unitSeconds: 60 },
    ]);
  });

  it('tolerates a BOM, CR LF, quotes, blanks, empty lines and columns for people', () => {
    const text =
      '\uFEFFname_en,prefix,"class",jpy_per_minute,unit_seconds\r\n\r\n"a ""b"", c\nd",44,premium, 1.5 ,6\r\n,,,170,60';
    expect(rate(text)).toEqual([
      { prefix: '44', class: 'premium', milliYenPerMinute: 1_500, unitSeconds: 6 },
      { prefix: '', class: 'country', milliYenPerMinute: 170_000, unitSeconds: 60 },
    ]);
  });

  it.each([
    [
      '44,abc,60',
      "rates.csv:2: jpy_per_minute: 'abc' is not a number; write yen per minute such as 33.5",
    ],
    [
      '44,-1,60',
      "rates.csv:2: jpy_per_minute: '-1' is negative; write yen per minute such as 33.5",
    ],
    [
      '44,1.0005,60',
      "rates.csv:2: jpy_per_minute: '1.0005' has more than 3 decimals; write yen per minute such as 33.5",
    ],
    [
      '44,1e3,60',
      "rates.csv:2: jpy_per_minute: '1e3' is not a number; write yen per minute such as 33.5",
    ],
    [
      '44,10000000000,60',
      "rates.csv:2: jpy_per_minute: '10000000000' is too high; write yen per minute such as 33.5",
    ],
    [
      '44,,60',
      "rates.csv:2: jpy_per_minute: '' is not a number; write yen per minute such as 33.5",
    ],
    [
      '44,9,0',
      "rates.csv:2: unit_seconds: '0' is not a billing unit; write whole seconds from 1 to 86400, such as 60",
    ],
    [
      '44,9,0.5',
      "rates.csv:2: unit_seconds: '0.5' is not a billing unit; write whole seconds from 1 to 86400, such as 60",
    ],
    [
      '+44,9,60',
      "rates.csv:2: prefix: '+44' is not a prefix; write up to 15 digits from the country code on, such as 4420",
    ],
    [
      '044,9,60',
      "rates.csv:2: prefix: '044' is not a prefix; write up to 15 digits from the country code on, such as 4420",
    ],
    ['44,9', 'rates.csv:2: 2 fields under a header of 3; quote a field that holds a comma'],
  ])('refuses %s', (row, sentence) => {
    const error = failure(() => rate(deck(row)));
    expect(error.code).toBe('data-invalid');
    expect(error.message.split('\n')).toContain(sentence);
  });

  it('tells everything that is wrong, each on its line', () => {
    const error = failure(() => rate(deck('44,x,60', '"45\n",9,60', '44,9,-1', '46,9,60')));
    expect(error.file).toBe('rates.csv');
    expect(error.problems.map(({ line, key }) => [line, key])).toEqual([
      [2, 'jpy_per_minute'],
      [5, 'prefix'],
      [5, 'unit_seconds'],
    ]);
    expect(error.message).toContain(
      "rates.csv:5: prefix: '44' is already on line 2; keep one of the two",
    );
  });

  it.each([
    ['', 1, 'prefix,jpy_per_minute,unit_seconds'],
    ['prefix,price\n44,9', 1, 'jpy_per_minute,unit_seconds'],
    [deck('44,9,60', '"45,9,60'), 3, null],
    [deck('"44"x,9,60'), 2, null],
  ])('cannot read %j', (text, line, key) => {
    const error = failure(() => rate(text));
    expect(error).toMatchObject({ code: 'data-not-readable', problems: [{ line, key }] });
  });
});

describe('parseRiskList', () => {
  it('takes its name from the file', () => {
    const { name, prefixes } = parseRiskList(
      'prefix,iso2\n224,GN\n2287,TG\n',
      '/etc/lists/my-list.csv',
    );
    expect([name, prefixes]).toEqual(['my-list', ['224', '2287']]);
  });

  it.each([
    ['', 'is not a prefix'],
    ['22x', 'is not a prefix'],
    ['1234567890123456', 'is not a prefix'],
  ])('refuses the prefix %j', (prefix, fault) => {
    const error = failure(() => parseRiskList(`prefix,iso2\n${prefix},GN\n`, 'list.csv'));
    expect(error.problems).toMatchObject([
      { line: 2, key: 'prefix', message: expect.stringContaining(fault) },
    ]);
  });
});

describe('parseCountries', () => {
  const header = 'prefix,iso2,name_en,name_ja,class,digits';
  it.each([
    ['44,gb,United Kingdom,イギリス,country,11', 'iso2'],
    ['44,,United Kingdom,イギリス,country,11', 'iso2'],
    ['44,GB,,イギリス,country,11', 'name_en'],
    ['44,GB,United Kingdom,イギリス,island,11', 'class'],
    ['44,GB,United Kingdom,イギリス,country,12-11', 'digits'],
    ['44,GB,United Kingdom,イギリス,country,11-16', 'digits'],
    ['44,GB,United Kingdom,イギリス,country,few', 'digits'],
  ])('refuses %s', (row, key) => {
    const error = failure(() => parseCountries(`${header}\n${row}\n`, 'countries.csv'));
    expect(error.problems).toMatchObject([{ line: 2, key }]);
  });
});

describe('the data that ships', () => {
  it('holds the 25 codes of the notice', () => {
    const { prefixes } = parseRiskList(
      dataFile('risk-lists/high-risk-2015.csv'),
      'high-risk-2015.csv',
    );
    expect(new Set(prefixes).size).toBe(25);
  });

  it('agrees with the deck on country and names', () => {
    const { rows } = parseCountries(dataFile('countries.csv'), 'countries.csv');
    const ours = new Map(rows.map((row) => [row.prefix, row]));
    const lines = dataFile('rates/example.csv').split('\n').slice(1);
    const named = lines.map((line) => line.split(',')).filter(([prefix]) => prefix !== '');
    for (const [prefix = '', iso2, nameJa, nameEn, kind] of named) {
      expect(ours.get(prefix)).toMatchObject({ iso2: iso2 || null, nameJa, nameEn, class: kind });
    }
    expect(named.length).toBeGreaterThan(300);
  });
});

describe('versions', () => {
  const version = (text: string, file = 'example.csv') => parseRateDeck(text, file).version;
  it('follow the content, not line ends, BOM or folder', () => {
    const text = deck('44,9,60', '45,9,60');
    expect(version(text)).toMatch(/^rates-example@[0-9a-f]{8}$/);
    expect(version(`\uFEFF${text.replaceAll('\n', '\r\n')}`, 'a/rates-example.csv')).toBe(
      version(text),
    );
    expect(version(deck('44,9,60', '45,9,61'))).not.toBe(version(text));
  });
});
