import type { LiveBarEntry } from '@sekisho/ledger';
import { describe, expect, it } from 'vitest';
import { entryValue, ownerOf } from '../targets/entry-value.ts';
import type { FoundEntry } from '../targets/switch-node.ts';
import { compare } from './compare.ts';

const NOW = Date.UTC(2026, 3, 1);
const HOUR = 3_600_000;

function live(key: string, changes: Partial<LiveBarEntry> = {}): LiveBarEntry {
  return {
    restrictionId: `r-${key}`,
    node: 'proxies/a',
    list: 'line',
    key,
    until: NOW + HOUR,
    readAt: NOW - 1000,
    liftedAt: null,
    problem: null,
    prior: null,
    service: 'ip-phone',
    subscriber: `sub-${key}`,
    state: 'applied',
    kind: 'fraud',
    severity: 'critical',
    isDestination: false,
    ...changes,
  };
}

function found({ list, key, restrictionId, until }: LiveBarEntry, value?: string): FoundEntry {
  const text = value ?? entryValue(restrictionId, until);
  return { list, key, value: text, owner: ownerOf(text) };
}

const keys = (entries: readonly { key: string }[]) => entries.map(({ key }) => key);

function compared(
  entries: readonly LiveBarEntry[],
  there: readonly FoundEntry[],
  hasRestarted = false,
) {
  const { lost, lifted, differing, foreign } = compare({
    live: entries,
    found: there,
    hasRestarted,
    now: NOW,
  });
  return {
    lost: keys(lost),
    lifted: keys(lifted),
    differing: keys(differing),
    foreign: keys(foreign),
  };
}

const NOTHING = { lost: [], lifted: [], differing: [], foreign: [] };
const [a, b, c] = [live('a'), live('b'), live('c')];

describe('what a node has beside what it should', () => {
  it.each([
    ['all is there', [a, b], [found(a), found(b)], false, NOTHING],
    ['one is gone while another stands', [a, b], [found(a)], false, { ...NOTHING, lifted: ['b'] }],
    ['the only one is gone', [a], [], false, { ...NOTHING, lifted: ['a'] }],
    ['all are gone', [a, b], [], false, { ...NOTHING, lost: ['a', 'b'] }],
    ['it has restarted', [a], [], true, { ...NOTHING, lost: ['a'] }],
    ['it has restarted, one is back', [a, b], [found(a)], true, { ...NOTHING, lost: ['b'] }],
    [
      'a bar that nobody of ours made',
      [a],
      [found(a), found(b)],
      false,
      { ...NOTHING, foreign: ['b'] },
    ],
    ['a bar by hand', [], [found(c, 'by hand')], false, { ...NOTHING, foreign: ['c'] }],
    [
      'somebody else in our place',
      [a],
      [found(a, 'other')],
      false,
      { ...NOTHING, differing: ['a'], foreign: ['a'] },
    ],
    [
      'an earlier end',
      [a],
      [found({ ...a, until: NOW + 9000 })],
      false,
      { ...NOTHING, differing: ['a'] },
    ],
    ['an operator allows something', [], [found({ ...c, list: 'allowed' }, 'x')], false, NOTHING],
  ] as const)('%s', (_, entries, there, hasRestarted, expected) => {
    expect(compared(entries, there, hasRestarted)).toEqual(expected);
  });

  it.each([
    ['is being applied', { state: 'applying' }],
    ['is being lifted', { state: 'releasing' }],
    ['was never read back', { readAt: null }],
    ['was lifted by hand before', { liftedAt: NOW - 1 }],
    ['is about to end', { until: NOW + 1000 }],
  ] as const)('says nothing of one that %s', (_, changes) => {
    expect(compared([live('a', changes), b], [found(b)])).toEqual(NOTHING);
  });

  it('takes the later end of two restrictions for the one that stands', () => {
    const longer = { ...a, restrictionId: 'r-longer', until: NOW + 2 * HOUR };
    expect(compared([a, longer], [found(longer)])).toEqual(NOTHING);
  });
});
