import { describe, expect, it } from 'vitest';
import { parseColumnType } from './column-type.ts';
import { createRowBuffer } from './row-buffer.ts';
import { compileRow } from './row-code.ts';

const columns = Object.entries({
  first: 'String',
  tags: 'Array(String)',
  middle: 'String',
  offsets: 'Array(Array(UInt64))',
  rules: 'Array(Tuple(rule String, calls Array(UInt64)))',
  number: 'UInt64',
  last: 'String',
  one: 'String',
  two: 'String',
}).map(([name, type]) => ({ name, type: parseColumnType(type) }));

const shortEnd = {
  tags: [],
  middle: 'j'.repeat(64),
  offsets: [],
  rules: [],
  number: 8,
  last: 'k'.repeat(64),
  one: 'l'.repeat(64),
  two: 'm'.repeat(64),
};

describe('compileRow', () => {
  const write = compileRow<object>('t', columns);

  function encode(capacity: number, row: object): Buffer {
    const buffer = createRowBuffer(capacity);
    write(buffer, row);
    return Buffer.copyBytesFrom(buffer.bytes, 0, buffer.end);
  }

  it.each([
    {
      first: 'a'.repeat(64),
      tags: ['b'.repeat(64), 'c'.repeat(65), ''],
      middle: 'é'.repeat(80),
      offsets: [[1, 2, 3], [], Array.from({ length: 20 }, (_, n) => n)],
      rules: [{ rule: 'd'.repeat(64), calls: [4, 5] }],
      number: 6,
      last: 'e'.repeat(200),
      one: 'g'.repeat(64),
      two: 'h'.repeat(64),
    },
    {
      first: 'é'.repeat(64),
      tags: Array.from({ length: 30 }, (_, n) => 'x'.repeat(n)),
      middle: '',
      offsets: [],
      rules: [],
      number: 7,
      last: 'f'.repeat(64),
      one: 'é'.repeat(64),
      two: 'i'.repeat(64),
    },
    { ...shortEnd, first: 'n'.repeat(300) },
    { ...shortEnd, first: 'o'.repeat(2_000) },
  ])('writes the same wherever the buffer ends', (row) => {
    const roomy = encode(100_000, row);
    for (let capacity = 1; capacity <= 2_000; capacity += 1) {
      expect(encode(capacity, row).equals(roomy), `capacity ${capacity}`).toBe(true);
    }
  });

  it('refuses a column whose name is no property', () => {
    const odd = [{ name: 'a-b', type: parseColumnType('String') }];
    expect(() => compileRow('t', odd)).toThrow(expect.objectContaining({ code: 'encode-column' }));
  });
});
