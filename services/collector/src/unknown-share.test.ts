import { describe, expect, it } from 'vitest';
import { UnknownShare } from './unknown-share.ts';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const NOW = Date.parse('2026-01-05T10:00:00Z');

interface Traffic {
  records: number;
  unknown: number;
}

function note(share: UnknownShare, at: number, { records, unknown }: Traffic): void {
  for (let i = 0; i < records; i++) share.note(i >= unknown, at);
}

describe('UnknownShare', () => {
  it.each([
    ['rises', { records: 2000, unknown: 20 }, { records: 200, unknown: 60 }, /from 1 % to 30 %/],
    ['rises from nothing', { records: 2000, unknown: 0 }, { records: 100, unknown: 5 }, /0 % to 5/],
    ['stays', { records: 2000, unknown: 600 }, { records: 200, unknown: 60 }, undefined],
    ['rises a little', { records: 2000, unknown: 200 }, { records: 200, unknown: 50 }, undefined],
    [
      'rises from little to little',
      { records: 2000, unknown: 2 },
      { records: 200, unknown: 4 },
      undefined,
    ],
    ['has no past', { records: 500, unknown: 0 }, { records: 200, unknown: 200 }, undefined],
    ['is of few records', { records: 2000, unknown: 0 }, { records: 99, unknown: 99 }, undefined],
  ])('when it %s', (_, before, recent, says) => {
    const share = new UnknownShare();
    note(share, NOW - DAY, before);
    note(share, NOW - MINUTE, recent);
    const told = share.shift(NOW);
    if (says === undefined) expect(told).toBeUndefined();
    else expect(told).toMatch(says);
  });

  it('forgets what is older than its windows', () => {
    const share = new UnknownShare();
    note(share, NOW - 7 * DAY, { records: 5, unknown: 5 });
    note(share, NOW - 20 * MINUTE, { records: 4, unknown: 1 });
    note(share, NOW, { records: 2, unknown: 1 });
    expect([share.shareNow(NOW), share.shareBefore(NOW)]).toEqual([0.5, 0.25]);
    expect([share.shareNow(NOW + DAY), share.shareBefore(NOW + DAY)]).toEqual([Number.NaN, 1 / 3]);
    expect(share.shareBefore(NOW + 9 * DAY)).toBeNaN();
  });

  it('counts for the newest minute what a clock set back says', () => {
    const share = new UnknownShare();
    note(share, NOW, { records: 1, unknown: 1 });
    note(share, NOW - DAY, { records: 1, unknown: 0 });
    expect(share.shareNow(NOW)).toBe(0.5);
  });
});
