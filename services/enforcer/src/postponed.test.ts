import { expect, it } from 'vitest';
import { Postponed, retryDelayMs } from './postponed.ts';

it.each([
  [1, undefined, 1000],
  [2, new Error('any'), 2000],
  [5, new Postponed('no wish'), 16_000],
  [7, undefined, 60_000],
  [1_000_000, undefined, 60_000],
  [9, new Postponed('a wish', 7), 7],
])('after failure %i (%s) it waits %i ms', (attempt, error, ms) => {
  expect(retryDelayMs(attempt, error)).toBe(ms);
});
