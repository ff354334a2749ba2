import type { DirectoryEntry } from '@sekisho/ledger';
import { expect, it } from 'vitest';
import { dormantSubscribers } from './dormant.ts';

const now = Date.UTC(2026, 9, 1);
const since = Date.UTC(2026, 3, 1);

function buildEntry(changes: Partial<DirectoryEntry>): DirectoryEntry {
  return {
    subscriber: 'c-1',
    customer: 'Sakura Hotel',
    service: 'hikari',
    lines: ['0312345678'],
    kind: 'hotel',
    critical: false,
    language: 'ja',
    contactName: '',
    contactPhone: '',
    contactEmail: '',
    validFrom: Number.NEGATIVE_INFINITY,
    validTo: Number.POSITIVE_INFINITY,
    ...changes,
  };
}

it.each<[string, Partial<DirectoryEntry>[], Record<string, number>, unknown[]]>([
  ['never called abroad', [{}], {}, [['c-1', null]]],
  ['called before', [{}], { 'c-1': since - 1 }, [['c-1', since - 1]]],
  ['called at the first instant', [{}], { 'c-1': since }, []],
  ['called before the directory knew its line', [{}], { 'line:0312345678': now }, []],
  ['another called', [{}], { 'c-2': now }, [['c-1', null]]],
  ['came later', [{ validFrom: since + 1 }], {}, []],
  ['came at the first instant', [{ validFrom: since }], {}, [['c-1', null]]],
  ['has left', [{ validTo: now }], {}, []],
  [
    'changed its profile meanwhile',
    [{ validTo: now - 5 }, { validFrom: now - 5, kind: 'home' }],
    {},
    [['c-1', null]],
  ],
  [
    'two',
    [{ subscriber: 'c-2' }, {}],
    {},
    [
      ['c-1', null],
      ['c-2', null],
    ],
  ],
])('%s', (_, entries, abroad, expected) => {
  const lastAbroad = new Map(Object.entries(abroad));
  const found = dormantSubscribers(entries.map(buildEntry), { since, now, lastAbroad });
  expect(found.map(({ entry, lastAbroadAt }) => [entry.subscriber, lastAbroadAt])).toEqual(
    expected,
  );
});
