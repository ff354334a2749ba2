import { describe, expect, it } from 'vitest';
import type { MappedField } from './mapping.ts';
import { createReadDuration, createReadNumber } from './read-number.ts';

const millionths = (value: number) => Math.round(value * 1e6);

describe('a number', () => {
  it.each<[MappedField, unknown, number]>([
    [{}, '12.5', 12.5],
    [{}, 7, 7],
    [{}, '1,234,567.8', 1_234_567.8],
    [{}, '-1', -1],
    [{}, '1.234', 1.234],
    [{ decimal: ',' }, '1.234,5', 1234.5],
    [{ decimal: ',' }, '0,5', 0.5],
    [{ decimal: ',' }, '1 234 567', 1_234_567],
    [{ factor: 0.01 }, '12345', 123.45],
    [{}, '', Number.NaN],
    [{}, '1,23', Number.NaN],
    [{}, '0x10', Number.NaN],
    [{}, '1e3', Number.NaN],
    [{}, 'Infinity', Number.NaN],
    [{}, '¥5', Number.NaN],
    [{}, true, Number.NaN],
    [{ decimal: ',' }, '1.5', Number.NaN],
  ])('%j reads %j', (field, value, expected) => {
    expect(millionths(createReadNumber(field)(value))).toBe(millionths(expected));
  });
});

describe('a duration', () => {
  it.each<[MappedField['unit'], unknown, number]>([
    [undefined, '60', 60],
    ['s', '1.5', 1.5],
    ['ms', '1500', 1.5],
    ['ms', 1500, 1.5],
    ['min', '1.5', 90],
    ['h:m:s', '1:02:03', 3723],
    ['h:m:s', '100:00:00', 360_000],
    ['h:m:s', '61:03', 3663],
    ['h:m:s', '00:00:59.5', 59.5],
    ['h:m:s', '75', 75],
    ['h:m:s', 75, 75],
    ['h:m:s', '1:60:00', Number.NaN],
    ['h:m:s', '0:60', Number.NaN],
    ['h:m:s', '1:', Number.NaN],
    ['h:m:s', '-1:00', Number.NaN],
    ['s', '1:00', Number.NaN],
  ])('in %s reads %j', (unit, value, expected) => {
    const field = unit === undefined ? {} : { unit };
    expect(millionths(createReadDuration(field)(value))).toBe(millionths(expected));
  });
});
