import { describe, expect, it } from 'vitest';
import type { Cdr } from './record.ts';
import { resolveTimes, talkTimeMs } from './resolve-times.ts';
import { buildCdr } from './testing.ts';

const BARE: Partial<Cdr> = {
  at: 100_000,
  startedAt: undefined,
  answeredAt: undefined,
  endedAt: undefined,
  durationMs: undefined,
};

const times = (overrides: Partial<Cdr>) => buildCdr({ ...BARE, ...overrides });

describe('talkTimeMs', () => {
  it.each<[string, Partial<Cdr>, number]>([
    ['the duration where given', { endedAt: 90_000, answeredAt: 50_000, durationMs: 7 }, 7],
    ['a duration of 0 too', { endedAt: 90_000, answeredAt: 50_000, durationMs: 0 }, 0],
    ['answer to end of a stop', { endedAt: 90_000, answeredAt: 50_000 }, 40_000],
    ['never below 0', { endedAt: 49_000, answeredAt: 50_000 }, 0],
    ['answer to event of an interim', { event: 'interim', answeredAt: 50_000, endedAt: 1 }, 50_000],
    ['0 of a start', { event: 'start', answeredAt: 50_000, endedAt: 90_000 }, 0],
    ['0 of an unanswered stop', { endedAt: 90_000, startedAt: 50_000 }, 0],
  ])('is %s', (_name, overrides, expected) => {
    expect(talkTimeMs(times(overrides))).toBe(expected);
  });
});

describe('resolveTimes', () => {
  it.each<[string, Partial<Cdr>, number | undefined, number]>([
    ['the known leg', { startedAt: 2, answeredAt: 3, endedAt: 90_000 }, 1, 1],
    ['its own', { startedAt: 2, answeredAt: 3, endedAt: 90_000 }, undefined, 2],
    ['answeredAt', { answeredAt: 3, endedAt: 90_000, durationMs: 10 }, undefined, 3],
    ['endedAt − duration', { endedAt: 90_000, durationMs: 10_000 }, undefined, 80_000],
    ['endedAt', { endedAt: 90_000 }, undefined, 90_000],
    ['endedAt of a call of 0 s', { endedAt: 90_000, durationMs: 0 }, undefined, 90_000],
    ['at', { event: 'interim' }, undefined, 100_000],
    ['at − duration of an interim', { event: 'interim', durationMs: 9_000 }, undefined, 91_000],
  ])('starts a leg at %s', (_name, overrides, known, expected) => {
    expect(resolveTimes(times(overrides), known).startedAt).toBe(expected);
  });

  it.each<[string, Partial<Cdr>, number | undefined]>([
    ['its own', { answeredAt: 3, endedAt: 90_000, durationMs: 10 }, 3],
    ['the end less the talk', { endedAt: 90_000, durationMs: 10_000 }, 80_000],
    ['the event less the talk', { event: 'interim', durationMs: 10_000 }, 90_000],
    ['never without talk', { endedAt: 90_000, durationMs: 0 }, undefined],
  ])('answers a leg at %s', (_name, overrides, expected) => {
    expect(resolveTimes(times(overrides), undefined).answeredAt).toBe(expected);
  });
});
