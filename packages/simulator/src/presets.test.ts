import { expect, test } from 'vitest';
import { benchPreset, demoPreset, labels, simulate } from './index.ts';
import { isInternational } from './testing/recorded-run.ts';

test('the demo is a week of about 150,000 records with eight attacks', () => {
  const records = [...simulate(demoPreset())];
  expect(records.length).toBeGreaterThan(135_000);
  expect(records.length).toBeLessThan(165_000);
  expect(new Set(records.flatMap(({ label }) => label?.attack ?? [])).size).toBe(8);
});

test('a bench has exactly the records asked for, one in twenty abroad', () => {
  const options = benchPreset({ records: 200_000 });
  let [records, abroad, attacked] = [0, 0, 0];
  for (const item of simulate(options)) {
    records += 1;
    if (item.label !== null) attacked += 1;
    else if (isInternational(item)) abroad += 1;
  }
  expect(records).toBe(200_000);
  expect(abroad / records).toBeGreaterThan(0.04);
  expect(abroad / records).toBeLessThan(0.06);
  const labelled = [...labels(options)].map((line) => JSON.parse(line).calls as number);
  expect(attacked).toBe(labelled.reduce((a, b) => a + b, 0));
});

test('a large bench lasts longer instead of growing', () => {
  expect(benchPreset({ records: 10_000_000 }).subscribers).toBeLessThanOrEqual(20_000);
  expect(benchPreset({ records: 1_000_000_000 }).days).toBe(200);
  expect(benchPreset({ records: 5_000 }).attacks).toBe('none');
});
