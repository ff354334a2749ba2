import { expect, test } from 'vitest';
import { directory, simulate } from './index.ts';
import { smallRun } from './testing/recorded-run.ts';

const options = smallRun({ subscribers: 300, days: 1, attacks: 'all' });
const [header, ...lines] = [...directory(options)];
const rows = lines.map((line) => line.split(','));

test('has a header and a row for each subscriber, with as many cells', () => {
  expect(header?.split(',').slice(0, 5)).toEqual([
    'subscriber',
    'customer',
    'service',
    'lines',
    'kind',
  ]);
  expect(rows).toHaveLength(300);
  for (const row of rows) expect(row).toHaveLength(12);
});

test('knows every line of the records, and no number twice', () => {
  const owner = new Map(rows.flatMap((row) => row[3]!.split(';').map((line) => [line, row[0]])));
  expect(owner.size).toBe(rows.flatMap((row) => row[3]!.split(';')).length);
  for (const { record } of simulate(options))
    expect(owner.get(record.line)).toBe(record.subscriber);
});

test('has every kind, both languages and critical subscribers', () => {
  const kinds = [
    'home',
    'office',
    'pbx',
    'callcenter',
    'hospital',
    'hotel',
    'shipping',
    'embassy',
    'other',
  ];
  expect(new Set(rows.map((row) => row[4]))).toEqual(new Set(kinds));
  expect(new Set(rows.map((row) => row[6]))).toEqual(new Set(['ja', 'en']));
  for (const row of rows) expect(row[5]).toBe(row[4] === 'hospital' ? '1' : '0');
});
