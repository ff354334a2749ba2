import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildNumbering } from '../test/built-in.ts';

const INTERNATIONAL =
  /^((?:000[089]|18[46])*)(001|002\d{2}|0091\d{2}|00[3-8]\d(?:\d{2})??)?010([1-9]\d{4,14})$/;
const CARRIER = '001|002\\d{2}|0091\\d{2}|00[3-8]\\d(?:\\d{2})??';
const NATIONAL =
  '0[1-9][1-9]\\d{7}|050[1-9]\\d{7}|0[6-9]0[1-9]\\d{7}|0800\\d{7}|020[1-9]\\d{7}|0200\\d{10}|0600\\d{6,7}|091\\d{4,10}';
const DOMESTIC = new RegExp(
  `^(?:000[089]|18[46])*(?:${CARRIER})?0(?=\\d)(?<=(?=(?:${NATIONAL})$)0)(\\d+)$`,
);

/** The contract read with one regular expression a kind, slowly. */
function reference(digits: string): { kind: string; e164: string | null } {
  const service = digits.replace(/^(?:000[089]|18[46])+(?=.)/, '');
  if (/^11[089]$/.test(service)) return { kind: 'emergency', e164: null };
  const abroad =
    INTERNATIONAL.exec(digits)?.[3] ?? /^(?:000[089]|18[46])*\+([1-9]\d{4,14})$/.exec(digits)?.[1];
  if (abroad?.startsWith('81')) return { kind: 'domestic', e164: `+${home(abroad)}` };
  if (abroad !== undefined) return { kind: 'international', e164: `+${abroad}` };
  if (/^(?:1\d\d|0[1-9](?:[1-9]\d{0,2})?177)$/.test(service)) return { kind: 'short', e164: null };
  const national = DOMESTIC.exec(digits)?.[1];
  if (national !== undefined) return { kind: 'domestic', e164: `+81${national}` };
  return { kind: 'unknown', e164: null };
}

function home(digits: string): string {
  return new RegExp(`^81(?:${NATIONAL})$`).test(digits) ? `81${digits.slice(3)}` : digits;
}

const piece = fc.constantFrom(
  ...[
    '184',
    '186',
    '0000',
    '0008',
    '0009',
    '001',
    '00212',
    '0033',
    '0041',
    '0061',
    '0091',
    '009130',
  ],
  ...[
    '005345',
    '003765',
    '010',
    '010',
    '010',
    '00',
    '011',
    '0',
    '81',
    '44',
    '1',
    '1876',
    '210',
    '881',
  ],
  ...[
    '03',
    '090',
    '050',
    '0120',
    '0800',
    '020',
    '110',
    '117',
    '177',
    '+',
    '2071234567',
    '24740123',
  ],
);
const digits = fc.stringMatching(/^\d{0,12}$/);
const dialled = fc
  .tuple(fc.array(piece, { maxLength: 5 }), digits)
  .map(([pieces, rest]) => `${pieces.join('')}${rest}`);
const separator = fc.constantFrom('-', ' ', '(', ')', '.', '\u200b', '\u30fc', '\u2011');

function withSeparators(text: string, separators: string[]): string {
  return [...text].map((character, index) => character + (separators[index] ?? '')).join('');
}

const numbering = buildNumbering();

describe('understand', () => {
  it('agrees with the regular expression of the contract', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(dialled, (raw) => {
        const { kind, e164 } = numbering.understand(raw);
        seen.add(kind);
        expect({ kind, e164 }).toEqual(reference(raw));
      }),
      { numRuns: 20_000 },
    );
    expect([...seen].sort()).toEqual([
      'domestic',
      'emergency',
      'international',
      'short',
      'unknown',
    ]);
  });

  it('agrees on complete numbers behind every prefix', () => {
    const national = fc.stringMatching(/^0[1-9]\d{8,9}$/);
    const abroad = fc.stringMatching(/^010[1-9]\d{3,15}$/);
    const prefixes = fc.array(piece, { maxLength: 2 }).map((pieces) => pieces.join(''));
    const numbers = fc.tuple(prefixes, fc.oneof(national, abroad)).map((parts) => parts.join(''));
    fc.assert(
      fc.property(numbers, (raw) => {
        const { kind, e164 } = numbering.understand(raw);
        expect({ kind, e164 }).toEqual(reference(raw));
      }),
      { numRuns: 20_000 },
    );
  });

  it('reads through separators', () => {
    const many = fc.array(separator, { maxLength: 24 });
    fc.assert(
      fc.property(dialled, many, (raw, separators) => {
        const dotted = withSeparators(raw, separators);
        fc.pre(!/^\d{1,3}(\.\d{1,3}){3}$/.test(dotted));
        expect(numbering.understand(dotted)).toEqual(numbering.understand(raw));
      }),
      { numRuns: 3_000 },
    );
  });
});

const PLANS = ['jp', 'e164-00', 'nanp'].map((plan) => buildNumbering(plan));
const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.stringMatching(/^[0-9+*#,;:@<>% \-.a-z]{0,30}$/),
  dialled,
);

describe('any string, any plan', () => {
  it('never throws, and E.164 has its shape', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom('', '0', '9', '00', 'x'), (raw, outsideLine) => {
        for (const plan of PLANS) {
          const { kind, e164, destination } = plan.understand(raw, outsideLine);
          if (e164 !== null) expect(e164).toMatch(/^\+[1-9]\d{4,15}$/);
          if (kind === 'international') expect([e164, destination]).not.toContain(null);
          if (kind !== 'international' && kind !== 'domestic')
            expect([e164, destination]).toEqual([null, null]);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['a megabyte of digits', '0'.repeat(1 << 20)],
    ['a megabyte of full-width digits', '１'.repeat(1 << 20)],
    ['a megabyte of separators', '-'.repeat(1 << 20)],
    ['a megabyte of commas', ','.repeat(1 << 20)],
    ['half a pair', '\ud83d'],
    ['the other half in a URI', 'sip:\udc00@host'],
    ['NUL', '\0'],
    ['NUL in a number', '0312\u0000345678'],
    ['a broken escape', 'sip:%zz%@host'],
    ['an escape that is no UTF-8', 'sip:%ff@host'],
    ['open brackets', '<'.repeat(1000)],
  ])('%s is unknown', (_name, raw) => {
    for (const plan of PLANS) {
      expect(plan.understand(raw, '0')).toMatchObject({
        kind: 'unknown',
        e164: null,
        candidate: null,
      });
    }
  });
});
