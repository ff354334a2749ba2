import { describe, expect, it } from 'vitest';
import { fixedColumns } from './fixed-columns.ts';

function spans(lines: readonly string[]) {
  return fixedColumns(lines.map((line) => Buffer.from(line, 'latin1')))?.map(
    ({ start, end }) => `${start + 1}-${end}`,
  );
}

describe('fixedColumns', () => {
  it('gives room to the column that grows into it', () => {
    expect(spans(['ab   0312   7', 'cde  04    12'])).toEqual(['1-5', '6-10', '11-13']);
  });

  it('gives the room beside a full column to its neighbour', () => {
    expect(spans(['0001  ab   x', '0002  abcd x'])).toEqual(['1-6', '7-11', '12-12']);
  });

  it('cuts times off what follows them without a blank', () => {
    expect(spans(['20261103103137217 a b', '20261103105227 30 a b'])).toEqual([
      '1-14',
      '15-18',
      '19-20',
      '21-21',
    ]);
  });

  it('finds none in text', () => {
    expect(spans(['hello world', 'this is a text'])).toBeUndefined();
    expect(spans([])).toBeUndefined();
  });
});
