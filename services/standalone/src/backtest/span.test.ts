import { expect, it } from 'vitest';
import { UsageError } from '../usage-error.ts';
import { spanOf } from './span.ts';

const NOW = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;

it.each([
  [{ since: '90d' }, NOW - 90 * DAY, NOW],
  [{ since: '36h', until: '12h' }, NOW - 1.5 * DAY, NOW - DAY / 2],
  [{ since: '2026-08-01', until: '2026-08-02' }, Date.UTC(2026, 7, 1), Date.UTC(2026, 7, 2)],
  [{ since: '2026-08-01T09:00+09:00' }, Date.UTC(2026, 7, 1), NOW],
])('reads %o', (flags, from, until) => {
  expect(spanOf(flags, NOW)).toEqual({ from, until });
});

it.each([
  [{ since: 'yesterday' }, '--since yesterday'],
  [{ since: '2026-13-01' }, '--since 2026-13-01'],
  [{ since: '99999999d' }, '--since 99999999d'],
  [{ since: '90d', until: '2026-08-01T09:00' }, '--until 2026-08-01T09:00'],
  [{ since: '1d', until: '2d' }, '--since 1d'],
])('refuses %o', (flags, named) => {
  expect(() => spanOf(flags, NOW)).toThrow(UsageError);
  expect(() => spanOf(flags, NOW)).toThrow(named);
});
