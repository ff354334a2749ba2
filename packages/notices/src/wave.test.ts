import { describe, expect, it } from 'vitest';
import { hasGrown, type OpenedEpisode, wavesOf } from './wave.ts';

const now = Date.UTC(2026, 3, 1, 9);
const minute = 60_000;

function opened(
  subscriber: string,
  minutesAgo: number,
  countries = ['LV'],
  service = 'ip',
): OpenedEpisode {
  return {
    caseId: `c-${subscriber}`,
    service,
    subscriber,
    openedAt: now - minutesAgo * minute,
    countries,
  };
}

describe('a wave', () => {
  it('is three subscribers and one country within an hour', () => {
    expect(wavesOf([opened('b', 60), opened('a', 3, ['GM', 'LV']), opened('c', 1)], now)).toEqual([
      {
        service: 'ip',
        country: 'LV',
        subscribers: ['a', 'b', 'c'],
        caseIds: ['c-a', 'c-b', 'c-c'],
        since: now - 60 * minute,
      },
    ]);
  });

  it.each([
    ['two of them', [opened('a', 1), opened('b', 2)]],
    ['one of them too early', [opened('a', 1), opened('b', 2), opened('c', 61)]],
    ['one subscriber three times', [opened('a', 1), opened('a', 2), opened('a', 3)]],
    ['other countries', [opened('a', 1), opened('b', 2), opened('c', 3, ['GM'])]],
    ['another service', [opened('a', 1), opened('b', 2), opened('c', 3, ['LV'], 'other')]],
  ])('is not %s', (_, episodes) => {
    expect(wavesOf(episodes, now)).toEqual([]);
  });

  it('is told again when it has doubled', () => {
    expect([5, 6, 7].map((size) => hasGrown(3, size))).toEqual([false, true, true]);
  });
});
