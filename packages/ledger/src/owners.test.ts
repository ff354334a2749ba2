import type { Cdr } from '@sekisho/cdr';
import { buildCdr } from '@sekisho/cdr/testing';
import { describe, expect, it } from 'vitest';
import { LiveDirectory } from './directory-live.ts';
import { type Owner, Owners } from './owners.ts';
import { parseDirectory } from './parse-directory.ts';

const NOON = Date.parse('2026-01-05T12:00:00+09:00');
const HOUR = 3_600_000;

const e164Of = (line: string) => (line.startsWith('0') ? `+81${line.slice(1)}` : null);
const directory = (text: string) =>
  parseDirectory(`subscriber,lines,valid_from,valid_to\n${text}`, 'd', e164Of);

const HANDED_OVER = directory(
  'old,0312345678,,2026-01-05T12:00:00+09:00\nnew,0312345678,2026-01-05T12:00:00+09:00,\n',
);

const record = (overrides: Partial<Cdr>) =>
  buildCdr({
    subscriber: undefined,
    line: '0312345678',
    at: NOON + HOUR,
    startedAt: undefined,
    answeredAt: undefined,
    durationMs: undefined,
    endedAt: undefined,
    ...overrides,
  });

function take(owners: Owners, cdr: Cdr): string {
  const owner = owners.of(cdr);
  owners.follow(cdr, owner);
  return owner.subscriber;
}

describe('Owners', () => {
  const all = { directory: HANDED_OVER, e164Of };

  it.each([
    ['the one that is named', { subscriber: 'C1' }, 'C1', true],
    ['who held the line when the call began', { startedAt: NOON - 1 }, 'old', true],
    ['who holds the line by then', { startedAt: NOON }, 'new', true],
    ['the holder of the full number', { line: '+81312345678' }, 'new', true],
    ['the line itself', { line: '0300000000' }, 'line:0300000000', false],
  ])('finds %s', (_name, overrides, subscriber, isKnown) => {
    expect(new Owners(all).of(record(overrides))).toEqual({ subscriber, isKnown });
  });

  it('leaves a leg with who it began with, until it ends', () => {
    const owners = new Owners(all);
    expect(take(owners, record({ event: 'start', at: NOON - HOUR }))).toBe('old');
    expect(take(owners, record({ event: 'interim', at: NOON + 1 }))).toBe('old');
    expect(take(owners, record({ event: 'stop' }))).toBe('old');
    expect(take(owners, record({ event: 'stop' }))).toBe('new');
  });

  it('leaves it there also when the directory is renewed', () => {
    const live = new LiveDirectory(HANDED_OVER);
    const owners = new Owners({ directory: live, e164Of });
    take(owners, record({ event: 'start', callId: 'up' }));
    live.put(directory('other,0312345678,,\n'));
    expect(take(owners, record({ callId: 'up' }))).toBe('new');
    expect(take(owners, record({ callId: 'another' }))).toBe('other');
  });

  it('tells of each record that is taken, once', () => {
    const told: unknown[] = [];
    const onTaken = ({ line }: Cdr, { isKnown }: Owner) => void told.push([line, isKnown]);
    const owners = new Owners({ ...all, onTaken });
    for (const line of ['0312345678', '0399990000']) take(owners, record({ line }));
    take(owners, record({ subscriber: 'C1', line: 'x' }));
    expect(told).toEqual([
      ['0312345678', true],
      ['0399990000', false],
      ['x', true],
    ]);
  });

  it('shortens a long line to what a subscriber may have, and tells such lines apart', () => {
    const owners = new Owners({ directory: directory(''), e164Of });
    const of = (line: string) => owners.of(record({ line })).subscriber;
    expect(of('x'.repeat(59))).toBe(`line:${'x'.repeat(59)}`);
    const long = ['a', 'b'].map((end) => of(`sip:${'電'.repeat(70)}${end}`));
    expect(new Set(long).size).toBe(2);
    expect(of(`${'x'.repeat(41)}${'😀'.repeat(20)}`).isWellFormed()).toBe(true);
    for (const subscriber of long) expect(subscriber).toHaveLength(64);
  });
});
