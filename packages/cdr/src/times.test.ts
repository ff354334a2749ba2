import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatTime, parseTime } from './times.ts';

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

describe('parseTime', () => {
  it.each([
    ['2026-01-05T09:00:00Z', '2026-01-05T09:00:00.000Z'],
    ['2026-01-05T18:00:00+09:00', '2026-01-05T09:00:00.000Z'],
    ['2026-01-05T18:00:00-09:30', '2026-01-06T03:30:00.000Z'],
    ['2026-01-05T09:00:00-00:00', '2026-01-05T09:00:00.000Z'],
    ['2026-01-05T09:00:00.1Z', '2026-01-05T09:00:00.100Z'],
    ['2026-01-05T09:00:00.12Z', '2026-01-05T09:00:00.120Z'],
    ['2026-01-05T09:00:00.1239999999999999Z', '2026-01-05T09:00:00.123Z'],
    [`2026-01-05T09:00:00.${'9'.repeat(500)}+09:00`, '2026-01-05T00:00:00.999Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
    ['2000-02-29T00:00:00Z', '2000-02-29T00:00:00.000Z'],
    ['2000-01-01T00:00:00Z', '2000-01-01T00:00:00.000Z'],
    ['1999-12-31T23:00:00-01:00', '2000-01-01T00:00:00.000Z'],
    ['2100-12-31T23:59:59.999Z', '2100-12-31T23:59:59.999Z'],
    ['2101-01-01T08:59:59+09:00', '2100-12-31T23:59:59.000Z'],
    [1767603600000, '2026-01-05T09:00:00.000Z'],
    [1767603600000.9, '2026-01-05T09:00:00.000Z'],
    [946684800000, '2000-01-01T00:00:00.000Z'],
    [4133980799999, '2100-12-31T23:59:59.999Z'],
  ])('%s is %s', (value, expected) => {
    expect(formatTime(parseTime(value))).toBe(expected);
  });

  it.each([
    '2026-01-05',
    '2026-01-05T09:00Z',
    '2026-01-05T09:00:00',
    '2026-01-05 09:00:00Z',
    '2026-01-05t09:00:00Z',
    '2026-01-05T09:00:00z',
    '2026-01-05T09:00:60Z',
    '2026-01-05T09:60:00Z',
    '2026-01-05T24:00:00Z',
    '2026-02-29T00:00:00Z',
    '2100-02-29T00:00:00Z',
    '2026-04-31T00:00:00Z',
    '2026-00-01T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-00T00:00:00Z',
    '2026-01-05T09:00:00.Z',
    '2026-01-05T09:00:00,5Z',
    '2026-01-05T09:00:00.5',
    '2026-01-05T09:00:00.5x',
    '2026-01-05T09:00:00+09',
    '2026-01-05T09:00:00+0900',
    '2026-01-05T09:00:00+24:00',
    '2026-01-05T09:00:00+09:60',
    '2026-01-05T09:00:00ZZ',
    '2026-01-05T09:00:00+09:00Z',
    ' 2026-01-05T09:00:00Z',
    '2026-01-05T09:00:00Z ',
    '+2026-01-05T09:00:00Z',
    '２026-01-05T09:00:00Z',
    '\u013202\u01326-01-05T09:00:00Z',
    '1999-12-31T23:59:59.999Z',
    '2000-01-01T00:00:00+00:01',
    '2101-01-01T00:00:00Z',
    '2100-12-31T23:59:59-00:01',
    '1767603600000',
    'now',
    1767603600,
    99999999999,
    100000000000,
    946684799999,
    4133980800000,
    -1767603600000,
    Number.POSITIVE_INFINITY,
    Number.NaN,
    true,
    {},
    ['2026-01-05T09:00:00Z'],
  ])('%s is no time', (value) => {
    expect(parseTime(value)).toBeNaN();
  });

  it('agrees with Date on every instant it formats', () => {
    const instant = fc.integer({ min: 946684800000, max: 4133980799999 });
    fc.assert(
      fc.property(instant, fc.integer({ min: -1439, max: 1439 }), (ms, offset) => {
        const wall = new Date(ms + offset * 60_000).toISOString().slice(0, -1);
        const zone = new Date(Math.abs(offset) * 60_000).toISOString().slice(11, 16);
        const text = `${wall}${offset < 0 ? '-' : '+'}${zone}`;
        expect(parseTime(text)).toBe(ms);
        expect(parseTime(formatTime(ms))).toBe(ms);
      }),
    );
  });

  it('agrees with the grammar and Date.parse on mutated times', () => {
    const position = fc.nat({ max: 28 });
    const mutated = fc
      .tuple(
        fc.constantFrom('2024-02-29T23:59:59.123+09:00', '2025-12-31T00:00:00Z'),
        fc.array(fc.tuple(position, fc.constantFrom(...'0123456789-+:.TZtz ')), { maxLength: 3 }),
      )
      .map(([text, changes]) =>
        changes.reduce<string>(
          (all, [at, char]) => all.slice(0, at) + char + all.slice(at + 1),
          text,
        ),
      );
    fc.assert(
      fc.property(mutated, (text) => {
        expect(parseTime(text)).toBe(expectedInstant(text));
      }),
      { numRuns: 5_000 },
    );
  });
});

function expectedInstant(text: string): number {
  if (!RFC_3339.test(text) || Number(text.slice(11, 13)) > 23) return Number.NaN;
  const day = text.slice(0, 10);
  // Date rolls 30 February over to March.
  if (new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) !== day) return Number.NaN;
  const ms = Date.parse(text);
  return ms >= 946684800000 && ms < 4133980800000 ? ms : Number.NaN;
}
