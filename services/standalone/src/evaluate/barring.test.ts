import { buildCdr } from '@sekisho/cdr/testing';
import { loadNumbering } from '@sekisho/reference';
import type { AlertVersion } from '@sekisho/rules';
import { expect, it } from 'vitest';
import { Barring } from './barring.ts';

const HOUR = 3_600_000;
const T0 = Date.UTC(2026, 7, 10);
const ABROAD = '0102201234567';
const numbering = loadNumbering();

function barringFrom(...starts: number[]): Barring {
  const barring = new Barring(numbering);
  for (const at of starts) {
    const restriction = { restrictionId: 'r', at, until: at + 12 * HOUR, rules: [] };
    barring.take({ subscriber: 'N1', restriction } as unknown as AlertVersion);
  }
  return barring;
}

function call(parts: Partial<ReturnType<typeof buildCdr>>) {
  const startedAt = parts.startedAt ?? T0 + HOUR;
  return buildCdr({ subscriber: 'N1', called: ABROAD, startedAt, at: startedAt + 1, ...parts });
}

it.each([
  { name: 'a call abroad under a restriction', parts: {}, barred: true },
  { name: 'one begun before it', parts: { startedAt: T0 - 1 }, barred: false },
  { name: 'one begun after it', parts: { startedAt: T0 + 12 * HOUR }, barred: false },
  { name: 'a domestic one', parts: { called: '0312345678' }, barred: false },
  { name: 'an inbound one', parts: { direction: 'inbound' as const }, barred: false },
  { name: 'one of somebody else', parts: { subscriber: 'N2' }, barred: false },
])('$name is refused: $barred', ({ parts, barred }) => {
  const written = barringFrom(T0).asWritten(call({ event: 'stop', ...parts }));
  expect(written?.barred).toBe(barred);
});

it('writes nothing of a refused call but its stop', () => {
  expect(barringFrom(T0).asWritten(call({ event: 'start' }))).toBeUndefined();
});

it('goes by the newest restriction, whatever is shown of an older one later', () => {
  const startedAt = T0 + 20 * HOUR;
  const written = barringFrom(T0 + 15 * HOUR, T0).asWritten(call({ event: 'stop', startedAt }));
  expect(written?.barred).toBe(true);
});
