import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { missingNames } from './missing-names.ts';

describe('missingNames', () => {
  it.each([
    [[], undefined, []],
    [['cdr-1.csv'], undefined, []],
    [['a-001.csv', 'a-002.csv', 'a-004.csv'], undefined, ['a-003.csv']],
    [['a-9.csv', 'a-12.csv'], undefined, ['a-10.csv', 'a-11.csv']],
    [['007-sbc2.csv', '009-sbc2.csv'], undefined, ['008-sbc2.csv']],
    [['20260105-1.gz', '20260105-3.gz', '20260106-1.gz'], undefined, ['20260105-2.gz']],
    [['a-1', 'b-3'], undefined, []],
    [['a-9998', 'a-9999', 'a-0000', 'a-0001'], undefined, []],
    [['readme', 'a-1', 'a-2'], undefined, []],
    [['x20260105-7.csv', 'x20260106-9.csv'], /-(\d+)/d, ['x20260105-8.csv']],
    [['a-1', 'b-2', 'none'], /-(\d+)/d, []],
    [['a-x', 'a-3'], /-(.)/d, []],
  ])('%j by %s lacks %j', (names, pattern, missing) => {
    expect(missingNames(names, pattern)).toEqual(missing);
  });

  it('names exactly what was taken out of the middle', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 2 });
    fc.assert(
      fc.property(numbers, (there) => {
        const name = (number: number) => `sbc2-${String(number).padStart(4, '0')}.cdr`;
        const [first, last] = [Math.min(...there), Math.max(...there)];
        const all = Array.from({ length: last - first + 1 }, (_, i) => first + i);
        const gone = all.filter((number) => !there.includes(number)).map(name);
        expect(missingNames(there.map(name))).toEqual(gone);
      }),
    );
  });
});
