import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPatternReader, isTimePattern } from './time-pattern.ts';

const WALL = Date.parse('2026-01-05T18:07:09.000Z');

describe('a pattern of times', () => {
  it.each([
    ['YYYY-MM-DD HH:mm:ss', '2026-01-05 18:07:09'],
    ['YYYYMMDDHHmmss', '20260105180709'],
    ['YYYYMMDD HHmmss', '20260105   180709'],
    ['YYYY/M/D H:mm:ss', '2026/1/5 18:07:09'],
    ['YYYY年MM月DD日 HH時mm分ss秒', '2026年01月05日 18時07分09秒'],
    ['YY.MM.DD HH.mm.ss', '26.01.05 18.07.09'],
    ['DD/MM/YYYY HH:mm:ss', '05/01/2026 18:07:09'],
    ['MM/DD/YYYY hh:mm:ss A', '01/05/2026 06:07:09 PM'],
    ['YYYY/MM/DD Ah:mm:ss', '2026/01/05 午後6:07:09'],
    ['D MMM YYYY HH:mm:ss', '5 jan 2026 18:07:09'],
    ['HH:mm:ss [UTC] MMM D YYYY', '18:07:09 UTC Jan  5 2026'],
    ['[at] YYYY-MM-DDTHH:mm:ss', 'at 2026-01-05T18:07:09'],
  ])('%s reads %s', (pattern, text) => {
    expect(createPatternReader(pattern)(text)).toEqual({ wallMs: WALL, offsetMs: undefined });
  });

  it.each([
    ['YYYY-MM-DD HH:mm', '2026-01-05 18:07', WALL - 9_000],
    ['YYYY-MM-DD HH', '2026-01-05 18', WALL - 429_000],
    ['YYYY-MM-DD HH:mm:ss.S', '2026-01-05 18:07:09.5', WALL + 500],
    ['YYYY-MM-DD HH:mm:ss.SSS', '2026-01-05 18:07:09.123456', WALL + 123],
    ['YYYY-MM-DD h A', '2026-01-05 12 am', WALL - 18 * 3_600_000 - 429_000],
    ['YYYY-MM-DD h A', '2026-01-05 12 PM', WALL - 6 * 3_600_000 - 429_000],
  ])('%s reads %s', (pattern, text, wallMs) => {
    expect(createPatternReader(pattern)(text)).toEqual({ wallMs, offsetMs: undefined });
  });

  it.each([
    ['Z', 0],
    ['+0900', 9 * 3_600_000],
    ['-03:30', -3.5 * 3_600_000],
  ])('reads the zone %s', (zone, offsetMs) => {
    const read = createPatternReader('YYYY-MM-DD HH:mm:ssZ');
    expect(read(`2026-01-05 18:07:09${zone}`)).toEqual({ wallMs: WALL, offsetMs });
  });

  it.each([
    ['YYYYMMDD HHmmss', '20260105 1807'],
    ['YYYYMMDD HHmmss', '20260230 180709'],
    ['YYYYMMDD HHmmss', '20260105 240000'],
    ['YYYYMMDD HHmmss', '20260105 180760'],
    ['YYYYMMDD HHmmss', '19990105 180709'],
    ['YYYYMMDD HHmmss', ' 20260105 180709'],
    ['YYYY.MM.DD HH', '2026-01-05 18'],
    ['D MMM YYYY H', '5 Foo 2026 1'],
    ['YYYY-MM-DD hh A', '2026-01-05 13 PM'],
    ['YYYY-MM-DD HHZ', '2026-01-05 18+9'],
  ])('%s does not read %s', (pattern, text) => {
    expect(createPatternReader(pattern)(text)).toBeUndefined();
  });

  it.each([
    '',
    'epoch',
    'YYYYMMDD',
    'HH:mm:ss',
    'YYYY-MM-DD hh',
    'YYYY-MM-DD HH A',
    'YYYY YY MM DD HH',
  ])('%j is none', (pattern) => {
    expect(isTimePattern(pattern)).toBe(false);
  });

  it('bears any pattern and text', () => {
    const piece = fc.constantFrom(
      'YYYY',
      'MM',
      'DD',
      'HH',
      '[',
      ']',
      '(',
      '\\',
      '.',
      ' ',
      'Z',
      '*',
    );
    fc.assert(
      fc.property(fc.array(piece), fc.string(), (pieces, text) => {
        const pattern = pieces.join('');
        if (isTimePattern(pattern)) createPatternReader(pattern)(text);
      }),
    );
  });
});
