import { expect, it } from 'vitest';
import { FeedDelays } from './feed-delays.ts';

const HOUR = 3_600_000;

it.each([
  ['nothing without a record', [], undefined],
  [
    'the delay of the newest hour',
    [
      [0, 500],
      [2 * HOUR, 2 * HOUR + 30],
    ],
    30,
  ],
  [
    'the least of an hour, as after a catch-up',
    [
      [0, HOUR],
      [1000, HOUR],
      [HOUR, HOUR + 20],
    ],
    20,
  ],
  [
    'not that of an older record',
    [
      [HOUR, HOUR + 50],
      [0, 10],
    ],
    50,
  ],
  ['none where the clock of the source is ahead', [[1000, 0]], 0],
])('tells %s', (_, notes, delay) => {
  const delays = new FeedDelays();
  for (const [at = 0, writtenAt = 0] of notes) delays.note(3, at, writtenAt);
  expect(delays.of(3)).toBe(delay);
});
