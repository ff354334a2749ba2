import { describe, expect, it } from 'vitest';
import { parseColumnType } from './column-type.ts';

describe('parseColumnType', () => {
  it.each([
    ['LowCardinality(Nullable(String))', { kind: 'nullable', of: { kind: 'string' } }],
    ["DateTime('UTC')", { kind: 'date-time' }],
    ["DateTime64(3, 'UTC')", { kind: 'date-time-64' }],
    ['Decimal(18, 3)', { kind: 'decimal' }],
    ['FixedString(8)', { kind: 'fixed-string', length: 8 }],
    ['Int32', { kind: 'integer', bits: 32, signed: true }],
    ['UInt64', { kind: 'integer', bits: 64, signed: false }],
    [
      "Enum8('a, (b' = -1, 'it\\'s' = 2)",
      {
        kind: 'enum',
        values: [
          { name: 'a, (b', value: -1 },
          { name: "it's", value: 2 },
        ],
      },
    ],
    [
      "Array(Tuple(\n    rule String,\n    at DateTime64(3, 'UTC'),\n    calls Array(UInt64)))",
      {
        kind: 'array',
        of: {
          kind: 'tuple',
          fields: [
            { name: 'rule', type: { kind: 'string' } },
            { name: 'at', type: { kind: 'date-time-64' } },
            {
              name: 'calls',
              type: { kind: 'array', of: { kind: 'integer', bits: 64, signed: false } },
            },
          ],
        },
      },
    ],
  ])('reads %s', (text, type) => {
    expect(parseColumnType(text)).toEqual(type);
  });

  it.each(['Decimal(9, 3)', 'Decimal(18, 2)', 'DateTime64(6)', 'Map(String, String)', 'UInt128'])(
    'refuses %s',
    (text) => {
      expect(() => parseColumnType(text)).toThrow(
        expect.objectContaining({ code: 'encode-column' }),
      );
    },
  );
});
