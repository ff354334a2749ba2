import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCsv } from './csv.ts';

describe('splitCsv', () => {
  it.each([
    ['', ['']],
    ['a,,b', ['a', '', 'b']],
    ['"a,b","c""d",""', ['a,b', 'c"d', '']],
    ['"""x"" <y>",1', ['"x" <y>', '1']],
    ['a,', ['a', '']],
    [',', ['', '']],
  ])('%s', (line, columns) => {
    expect(splitCsv(line)).toEqual(columns);
  });

  it.each(['"', '"a', 'a"b', 'a"', '"a"b', '"a" ,b', '"a""', 'a,"b'])('%s is none', (line) => {
    expect(splitCsv(line)).toBeUndefined();
  });

  it('takes no longer than its length for a line of commas', () => {
    const began = performance.now();
    for (let i = 0; i < 20; i++) splitCsv(','.repeat(65_536));
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('reads back what was quoted', () => {
    const column = fc.string({ unit: fc.constantFrom('"', ',', 'a', ' ', 'é') });
    fc.assert(
      fc.property(fc.array(column, { minLength: 1 }), (columns) => {
        const line = columns.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
        expect(splitCsv(line)).toEqual(columns);
      }),
    );
  });
});
