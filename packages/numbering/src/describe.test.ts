import { expect, it } from 'vitest';
import { buildNumbering } from '../test/built-in.ts';
import { parseRateDeck } from './rate-deck.ts';

const numbering = buildNumbering();
const NOTHING = {
  e164: null,
  iso2: null,
  country: null,
  prefix: null,
  jpyPerMinute: null,
  unitSeconds: null,
  risk: [],
  reasons: [],
};

it('has every key, in the order of the contract', () => {
  expect(JSON.stringify(numbering.describe('0033010224601123456'))).toBe(
    '{"raw":"0033010224601123456","kind":"international","e164":"+224601123456","iso2":"GN",' +
      '"country":"Guinea","prefix":"224","jpyPerMinute":170,"unitSeconds":60,' +
      '"risk":["high-risk-2015"],"reasons":["carrier:0033"]}',
  );
});

it.each([
  ['', { kind: 'unknown', ...NOTHING }],
  ['\ufffd', { kind: 'unknown', ...NOTHING }],
  ['110', { kind: 'emergency', ...NOTHING }],
  ['117', { kind: 'short', ...NOTHING }],
  ['00442071234567', { kind: 'unknown', ...NOTHING, reasons: ['candidate:GB'] }],
  ['00224601123456', { kind: 'unknown', ...NOTHING, reasons: ['candidate:GN'] }],
  [
    '0312345678',
    { kind: 'domestic', ...NOTHING, e164: '+81312345678', iso2: 'JP', country: 'Japan' },
  ],
])('%j leaves null where there is nothing', (raw, rest) => {
  expect(numbering.describe(raw)).toEqual({ raw, ...rest });
});

it.each([
  ['0102105551234', '', 170, null],
  ['010447781123456', '447781', 130, 'GG'],
  ['010447712123456', '44', 20, 'GB'],
  ['010800123456', '800', 0, null],
])('%s is priced by the longest prefix: %j', (raw, prefix, jpyPerMinute, iso2) => {
  expect(numbering.describe(raw)).toMatchObject({ prefix, jpyPerMinute, iso2, unitSeconds: 60 });
});

it('writes fractions of a yen as numbers, and null without any price', () => {
  const deck = 'prefix,jpy_per_minute,unit_seconds\n44,0.5,6\n441,33.335,1\n';
  const small = buildNumbering('jp', { rates: parseRateDeck(deck, 'small.csv') });
  expect(small.describe('010442071234567')).toMatchObject({ jpyPerMinute: 0.5, unitSeconds: 6 });
  expect(small.describe('010441234567')).toMatchObject({ prefix: '441', jpyPerMinute: 33.335 });
  expect(small.describe('010331234567')).toMatchObject({
    prefix: null,
    jpyPerMinute: null,
    unitSeconds: null,
  });
});
