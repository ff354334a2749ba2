import { expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const now = Date.UTC(2026, 3, 1, 9);

it.each([
  [null, undefined],
  ['0', 0],
  ['30', 30_000],
  ['Wed, 01 Apr 2026 09:00:20 GMT', 20_000],
  ['Wed, 01 Apr 2026 08:00:00 GMT', 0],
  ['86400', 600_000],
  ['soon', undefined],
])('%s', (header, ms) => {
  expect(retryAfterMs(header, now)).toBe(ms);
});
