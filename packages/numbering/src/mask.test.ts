import fc from 'fast-check';
import { expect, it } from 'vitest';
import { buildNumbering } from '../test/built-in.ts';

const numbering = buildNumbering();
const mask = (raw: string) => numbering.mask(numbering.understand(raw), raw);

it.each([
  ['010224601123456', '+22460*******'],
  ['+12125551234', '+121********'],
  ['0312345678', '+8131*******'],
  ['09012345678', '+8190********'],
  ['01081312345678', '+8131*******'],
  ['184110', '184110'],
  ['sip:119@203.0.113.5', '119'],
  ['117', '117'],
  ['00442071234567', '004***********'],
  ['+0442071234567', '+04***********'],
  ['20001', '20***'],
  ['12345678901234567890123456789012', '123*********************'],
  ['alice', 'a***'],
  ['sip:alice@203.0.113.5', 'a***'],
  ['203.0.113.5', '2***'],
  ['太郎', '太***'],
  ['\0\0', '****'],
  ['\ud83d', '****'],
  ['   ', '****'],
  ['', ''],
])('%j is shown as %s', (raw, shown) => {
  expect(mask(raw)).toBe(shown);
});

it('shows two digits of a national number whose E.164 form is not known', () => {
  const plan = buildNumbering('e164-00');
  expect(plan.mask(plan.understand('0312345678'), '0312345678')).toBe('03********');
});

it('shows no more digits of a number than it says, in at most 24 characters', () => {
  const dialled = fc
    .tuple(
      fc.constantFrom('', '010', '00', '+', '0', '0033', '184'),
      fc.stringMatching(/^\d{3,30}$/),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(dialled, (raw) => {
      const understood = numbering.understand(raw);
      fc.pre(understood.kind !== 'emergency' && understood.kind !== 'short');
      const shown = numbering.mask(understood, raw);
      const most = (understood.destination?.countryCode.length ?? 1) + 2;
      expect(shown).toMatch(/^\+?\d*\**$/);
      expect(shown.replace(/\D/g, '').length).toBeLessThanOrEqual(most);
      expect(shown.length).toBe(Math.min(24, (understood.e164 ?? raw).length));
    }),
    { numRuns: 5_000 },
  );
});

it('shows one character of any other text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      const understood = numbering.understand(raw);
      fc.pre(understood.kind === 'unknown' && raw !== '' && !/\p{N}/u.test(raw.normalize('NFKC')));
      const shown = mask(raw);
      expect(shown).toMatch(/^.\*\*\*$/u);
      expect(shown.isWellFormed()).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});
