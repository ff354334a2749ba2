import { describe, expect, it } from 'vitest';
import { type Ladder, ladderOf, planSteps } from './ladder.ts';
import { buildProfile } from './testing/build-episode.ts';

const { desk } = buildProfile();
const steps = [
  { afterMs: 0, channels: ['chat', 'mail'] },
  { afterMs: 300_000, channels: ['telephone'] },
];
const night: Ladder = { services: ['*'], hours: 'desk-closed', steps };
const hotel: Ladder = { services: ['hotel'], hours: 'any', steps };
const all: Ladder = { services: ['*'], hours: 'any', steps };
const ladders = [hotel, night, all];
const noon = Date.parse('2026-04-01T12:00:00+09:00');
const midnight = Date.parse('2026-04-01T00:00:00+09:00');

describe('the ladder', () => {
  it.each([
    ['the one of the service', 'hotel', midnight, hotel],
    ['the one of the hour', 'xephion', midnight, night],
    ['the general one', 'xephion', noon, all],
  ])('is %s', (_, service, at, expected) => {
    expect(ladderOf(ladders, service, desk, at)).toBe(expected);
  });

  it('is none where none fits', () => {
    expect(ladderOf([hotel], 'xephion', desk, noon)).toBeUndefined();
  });

  it('is climbed where a person is needed, else told once', () => {
    expect(planSteps(all, noon, true)).toEqual([
      { step: 0, dueAt: noon, channels: ['chat', 'mail'] },
      { step: 1, dueAt: noon + 300_000, channels: ['telephone'] },
    ]);
    expect(planSteps(all, noon, false)).toHaveLength(1);
  });
});
