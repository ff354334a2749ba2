import type { BarEntry } from '@sekisho/ledger';
import { describe, expect, it } from 'vitest';
import { type BarredLines, isChange, lineChangeOf } from './line-change.ts';

const UNTIL = Date.UTC(2026, 3, 1);
const FORMS = { forms: ['as-written', 'e164'] as const };
const NAMES = ['c1', '0311110001', '+81311110001'];

function entryOf(key: string, changes: Partial<BarEntry> = {}): BarEntry {
  const place = { restrictionId: 'r-1', node: 'proxies/a', list: 'line' as const, key };
  return {
    ...place,
    until: UNTIL,
    readAt: 1,
    liftedAt: null,
    problem: null,
    prior: null,
    ...changes,
  };
}

function barOf(changes: Partial<BarredLines> = {}): BarredLines {
  const contract = { key: 'r-1', service: 'hikari', subscriber: 'c1', until: UNTIL };
  const lines = { isKnown: true, lines: ['0311110001'], taken: [], allowed: [] };
  return { ...contract, ...lines, ...changes };
}

async function change(bar: BarredLines, entries: readonly BarEntry[]) {
  const { joined, lacking, left } = await lineChangeOf(bar, entries, FORMS);
  const keys = (places: readonly { key: string }[]) => places.map(({ key }) => key);
  return { joined: keys(joined), lacking: keys(lacking), left: keys(left) };
}

const NOTHING = { joined: [], lacking: [], left: [] };
const held = NAMES.map((name) => entryOf(name));

describe("a bar's entries beside its contract's lines", () => {
  it.each<[string, Partial<BarredLines>, readonly BarEntry[], object]>([
    ['all is as it was', {}, held, {}],
    [
      'a line came',
      { lines: ['0311110001', '0311110002'] },
      held,
      { joined: ['0311110002', '+81311110002'] },
    ],
    ['a credential came', { lines: ['0311110001', 'sip-7'] }, held, { joined: ['sip-7'] }],
    ['a line left', { lines: [] }, held, { left: ['0311110001', '+81311110001'] }],
    [
      'one came for another',
      { lines: ['sip-7'] },
      held,
      { joined: ['sip-7'], left: ['0311110001', '+81311110001'] },
    ],
    ['the directory has the contract no more', { isKnown: false, lines: [] }, held, {}],
    [
      'and its line is of another',
      { isKnown: false, lines: [], taken: ['0311110001'] },
      held,
      { left: ['0311110001', '+81311110001'] },
    ],
    ['it came back', { taken: ['0311110001'] }, held, {}],
    [
      'a node has not said that it holds one',
      {},
      [...held.slice(0, 2), entryOf('+81311110001', { readAt: null })],
      { lacking: ['+81311110001'] },
    ],
    [
      'a person lifted one',
      {},
      [...held.slice(0, 2), entryOf('+81311110001', { readAt: null, liftedAt: 5 })],
      {},
    ],
    ['nothing stands here', { lines: ['0311110002'] }, [], {}],
  ])('%s', async (_, changes, entries, expected) => {
    expect(await change(barOf(changes), entries)).toEqual({ ...NOTHING, ...expected });
  });

  it('comes with what it may call all the same, and goes with it', async () => {
    const allowed = entryOf('sip:7:224', { list: 'allowed' });
    const bar = barOf({ lines: ['sip-8'], allowed: ['44'] });
    const found = await change(bar, [entryOf('c1'), entryOf('sip:7'), allowed]);
    expect(found).toEqual({
      joined: ['sip-8', 'sip-8:44'],
      lacking: [],
      left: ['sip:7', 'sip:7:224'],
    });
  });

  it('is barred on each node on which the bar stands, and on no other', async () => {
    const onTwo = ['proxies/a', 'proxies/b'].map((node) => entryOf('c1', { node }));
    const { joined } = await lineChangeOf(barOf({ lines: ['sip-7'] }), onTwo, FORMS);
    expect(joined.map(({ node }) => node)).toEqual(['proxies/a', 'proxies/b']);
  });

  it('stands for a line alone where nothing else is known', async () => {
    const bar = barOf({ subscriber: 'line:0311110001', isKnown: false, lines: [] });
    const found = await lineChangeOf(bar, held.slice(1), FORMS);
    expect(isChange(found)).toBe(false);
  });
});
