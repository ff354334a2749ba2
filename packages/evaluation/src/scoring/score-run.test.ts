import { describe, expect, it } from 'vitest';
import type { Decision } from '../decision.ts';
import { ask, buildTruth, buildVictim, DAY, HOUR, MINUTE, restrict } from '../testing/build.ts';
import { indexTruth, scoreRun } from './score-run.ts';

function scored(decisions: readonly Decision[], truth = buildTruth()) {
  return scoreRun(indexTruth('seed 1', truth), decisions);
}

describe('a victim of three calls at 0, 60 and 120 minutes', () => {
  it.each([
    { name: 'no decision', decisions: [], calls: undefined, averted: 0, teardown: 0 },
    {
      name: 'a restriction while the first call is up',
      decisions: [restrict(15 * MINUTE)],
      calls: 1,
      averted: 200,
      teardown: 250,
    },
    {
      name: 'a restriction between the calls',
      decisions: [restrict(45 * MINUTE)],
      calls: 1,
      averted: 200,
      teardown: 200,
    },
    {
      name: 'one that ends before the last call',
      decisions: [restrict(45 * MINUTE, { until: 100 * MINUTE })],
      calls: 1,
      averted: 100,
      teardown: 100,
    },
    {
      name: 'one that ends, and another',
      decisions: [restrict(110 * MINUTE), restrict(45 * MINUTE, { until: 100 * MINUTE })],
      calls: 1,
      averted: 200,
      teardown: 200,
    },
    {
      name: 'one at the end of the last call',
      decisions: [restrict(150 * MINUTE)],
      calls: 3,
      averted: 0,
      teardown: 0,
    },
    {
      name: 'one after all calls, which catches nothing',
      decisions: [restrict(151 * MINUTE)],
      calls: undefined,
      averted: 0,
      teardown: 0,
    },
    {
      name: 'one before the attack, which was no answer to it',
      decisions: [restrict(-1)],
      calls: undefined,
      averted: 0,
      teardown: 0,
    },
  ])('$name', ({ decisions, calls, averted, teardown }) => {
    const [victim] = scored(decisions).victims;
    expect(victim?.restricted?.calls).toBe(calls);
    expect(victim?.avertedMilliYen).toBe(averted * 1000);
    expect(victim?.withTeardownMilliYen).toBe(teardown * 1000);
    expect(victim?.costMilliYen).toBe(300_000);
  });

  it('tells what had happened before the decision', () => {
    const [victim] = scored([restrict(61 * MINUTE)]).victims;
    expect(victim?.restricted).toEqual({ seconds: 3660, calls: 2, milliYen: 200_000 });
  });

  it('counts a question as an answer, not as a restriction', () => {
    const [victim] = scored([ask(10 * MINUTE), restrict(61 * MINUTE)]).victims;
    expect(victim?.asked?.seconds).toBe(600);
    expect(victim?.restricted?.seconds).toBe(3660);
  });
});

describe('a restriction', () => {
  const lastAt = 150 * MINUTE;
  it.each([
    { name: 'during an attack', at: 0, wrong: 0 },
    { name: 'a day after it', at: lastAt + DAY, wrong: 0 },
    { name: 'more than a day after it', at: lastAt + DAY + 1, wrong: 1 },
    { name: 'before it', at: -1, wrong: 1 },
    { name: 'of somebody else', at: 0, subscriber: 'N2', wrong: 1 },
  ])('$name is false: $wrong', ({ at, wrong, subscriber = 'N1' }) => {
    const { falseDecisions, rightRestrictions } = scored([restrict(at, { subscriber })]);
    expect(falseDecisions).toHaveLength(wrong);
    expect(rightRestrictions).toBe(1 - wrong);
  });

  it('that is false names the kind of subscriber and the lawful case', () => {
    const truth = buildTruth({
      cases: [{ subscriber: 'N2', case: 'first-trip', firstAt: 0, lastAt: HOUR }],
    });
    const { falseDecisions } = scored(
      [restrict(2 * HOUR, { subscriber: 'N2' }), ask(3 * DAY, { subscriber: 'N2' })],
      truth,
    );
    expect(falseDecisions).toEqual([
      {
        subscriber: 'seed 1 N2',
        at: 2 * HOUR,
        kind: 'restrict',
        subscriberKind: 'home',
        case: 'first-trip',
      },
      { subscriber: 'seed 1 N2', at: 3 * DAY, kind: 'ask', subscriberKind: 'home', case: null },
    ]);
  });

  it('of a deceived subscriber is neither right nor false', () => {
    const truth = buildTruth({ victims: [buildVictim({ isDeceived: true })] });
    const { falseDecisions, rightRestrictions } = scored([restrict(0)], truth);
    expect({ falseDecisions, rightRestrictions }).toEqual({
      falseDecisions: [],
      rightRestrictions: 0,
    });
  });
});

it('leaves out who was attacked without a call abroad', () => {
  expect(scored([], buildTruth({ victims: [buildVictim({ legs: [] })] })).victims).toEqual([]);
});
