import { describe, expect, it } from 'vitest';
import { EventClock } from './event-clock.ts';

const HOUR = 3_600_000;

describe('EventClock', () => {
  it.each([
    ['follows the newest', [10, 30, 20], 30],
    ['believes a jump of an hour', [0, HOUR], HOUR],
    ['does not believe a longer one by itself', [0, HOUR + 1], 0],
    ['nor one that the next record does not confirm', [0, 9 * HOUR, 5, 9 * HOUR], 5],
    ['believes it from the second consecutive record beyond', [0, 9 * HOUR, 2 * HOUR], 2 * HOUR],
  ])('%s', (_, ats, now) => {
    const clock = new EventClock();
    for (const at of ats) clock.observe(at);
    expect(clock.now).toBe(now);
  });

  it('tells how far behind a record comes', () => {
    const clock = new EventClock();
    expect(clock.lagOf(5)).toBe(0);
    clock.observe(100);
    expect([clock.lagOf(40), clock.lagOf(140)]).toEqual([60, 0]);
  });
});
