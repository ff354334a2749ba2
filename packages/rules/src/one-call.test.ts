import { describe, expect, it } from 'vitest';
import { isOneCall, type Span } from './one-call.ts';

const UP = Number.POSITIVE_INFINITY;

/** In seconds. */
function span([from = 0, to = UP, talk = to === UP ? 0 : to - from]: number[]): Span {
  return { startedAt: from * 1000, endedAt: to * 1000, talkMs: talk * 1000 };
}

describe('isOneCall', () => {
  it.each([
    ['the same times', [0, 60], [0, 60], true],
    ['clocks ten seconds apart', [0, 60], [10, 70], true],
    ['clocks further apart than that, and times', [0, 60], [11, 71], false],
    ['a short call by clocks apart', [0, 3], [8, 11], true],
    ['dialled at one element, answered at the other', [0, 160], [100, 160], true],
    ['starts together, one side staying on', [0, 60], [2, 200], true],
    ['one call after the other', [0, 60], [61, 121], false],
    ['an attempt nobody answered, and the next', [0, 40, 0], [41, 200], true],
    ['an attempt long before', [0, 40, 0], [51, 200], false],
    ['both up', [0, UP], [5, UP], true],
    ['both up, begun apart', [0, UP], [181, UP], false],
    ['one up, the other over before', [40, UP], [0, 20], false],
    ['one up, the other over lately', [40, UP], [0, 60], true],
    ['a call that begins during the other', [0, 600], [300, 900], false],
    ['a call within another', [0, 160], [30, 90], false],
  ])('%s', (_, a, b, is) => {
    expect(isOneCall(span(a), span(b))).toBe(is);
    expect(isOneCall(span(b), span(a))).toBe(is);
  });
});
