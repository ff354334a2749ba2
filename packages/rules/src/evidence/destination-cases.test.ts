import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DestinationCaseVersion, DestinationThresholds } from './destination-case.ts';
import { type RangeCall, RangeStage } from './range-heat.ts';

const T0 = Date.UTC(2026, 7, 10);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const KEY = '22460';
const THRESHOLDS: DestinationThresholds = {
  hotline: 8,
  attacked: 4,
  share: 0.3,
  suspected: 0.6,
  surprise: 6,
  quietAfterMs: 2 * DAY,
};

function call(parts: Partial<RangeCall>): RangeCall {
  return { key: KEY, subscriber: 's0', at: T0, number: 1, suspicion: 0.2, novel: 1, ...parts };
}

/** Each of so many subscribers calls once, a minute apart. */
function callsOf(callers: number, parts: (i: number) => Partial<RangeCall>): RangeCall[] {
  return Array.from({ length: callers }, (_, i) =>
    call({ subscriber: `s${i}`, at: T0 + i * MINUTE, ...parts(i) }),
  );
}

const storm = (callers: number) => callsOf(callers, () => ({ number: 7 }));
const attack = (callers: number, from = T0, name = 'v') =>
  callsOf(callers, (i) => ({
    subscriber: `${name}${i}`,
    at: from + i * MINUTE,
    number: 100 + i,
    suspicion: i % 2 === 0 ? 0.8 : 1.5,
  }));

function stageWith(thresholds: Partial<DestinationThresholds> = {}) {
  const versions: DestinationCaseVersion[] = [];
  const stage = new RangeStage({
    caseId: (key, kind, openedAt) => `c-${key}-${kind}-${openedAt}`,
    onCase: (version) => versions.push(version),
  });
  stage.cases.rules = { thresholds: { ...THRESHOLDS, ...thresholds }, ruleSetVersion: 'v1' };
  return { stage, versions };
}

function casesOf(calls: readonly RangeCall[], thresholds?: Partial<DestinationThresholds>) {
  const { stage, versions } = stageWith(thresholds);
  for (const one of calls) stage.observe(one);
  return versions;
}

function essence(versions: readonly DestinationCaseVersion[]): string[] {
  return [...new Set(versions.map(({ key, kind }) => `${key} ${kind}`))].sort();
}

describe('a destination case', () => {
  it('is a hotline where many call one number and nothing speaks against them', () => {
    const versions = casesOf(storm(30));
    expect(essence(versions)).toEqual([`${KEY} hotline`]);
    expect(versions[0]).toMatchObject({
      step: 1,
      callers: 8,
      suspected: 0,
      hotlines: [7],
      openedAt: T0 + 7 * MINUTE,
      firstAt: T0,
    });
  });

  it('is an attacked range where several suspects call it', () => {
    const versions = casesOf(attack(6));
    expect(essence(versions)).toEqual([`${KEY} attacked`]);
    expect(versions[0]).toMatchObject({ callers: 4, suspected: 4, barred: 2, hotlines: [] });
  });

  it.each([
    ['few callers of one number', storm(7)],
    ['few suspects', attack(3)],
    ['one suspect again and again', attack(12).map((one) => ({ ...one, subscriber: 'v' }))],
    ['many callers of as many numbers', callsOf(40, (i) => ({ number: i }))],
    [
      'few suspects among many lawful callers',
      [...callsOf(40, (i) => ({ number: i })), ...attack(5, T0 + HOUR)],
    ],
    [
      'suspects to whom it is hardly new',
      attack(6).map((one) => ({ ...one, suspicion: 0.9, novel: 0.3 })),
    ],
  ])('is none of %s', (_, calls) => {
    expect(casesOf(calls)).toEqual([]);
  });

  it('is none where its history lets expect as many', () => {
    const year = Array.from({ length: 60 }, (_, day) =>
      callsOf(30, (i) => ({ subscriber: `d${day}-${i}`, number: 7, at: T0 + day * DAY + i })),
    ).flat();
    const versions = casesOf(year);
    expect(versions.every(({ openedAt }) => openedAt < T0 + 10 * DAY)).toBe(true);
    const { callers } = versions.at(-1)!;
    expect(callers).toBeGreaterThan(0);
  });

  it('of a country takes suspects in more than one range', () => {
    const inRanges = (ranges: number) =>
      attack(9).map((one, i) => ({ ...one, key: 'GN', range: `2246${i % ranges}` }));
    expect(casesOf(inRanges(1))).toEqual([]);
    expect(essence(casesOf(inRanges(3)))).toEqual(['GN attacked']);
    expect(casesOf(storm(30).map((one) => ({ ...one, key: 'GN', range: '22460' })))).toEqual([]);
  });

  it('grows in few steps, and counts up by one', () => {
    const versions = casesOf(attack(200));
    expect(versions.map(({ step }) => step)).toEqual(versions.map((_, i) => i + 1));
    expect(versions.length).toBeLessThan(40);
    expect(new Set(versions.map(({ caseId }) => caseId)).size).toBe(1);
  });

  it('ends when nobody calls who counts, and a later wave is another case', () => {
    const second = attack(6, T0 + 3 * DAY, 'w');
    const alone = attack(2, T0 + 3 * DAY, 'w');
    expect(new Set(casesOf([...attack(6), ...alone]).map(({ caseId }) => caseId)).size).toBe(1);
    const versions = casesOf([...attack(6), ...second]);
    expect(new Set(versions.map(({ caseId }) => caseId)).size).toBe(2);
    expect(versions.at(-1)).toMatchObject({ firstAt: T0 + 3 * DAY });
  });

  it('that is shown last stands as it is', () => {
    const { stage, versions } = stageWith();
    for (const one of attack(7)) stage.observe(one);
    stage.cases.finish();
    expect(versions.at(-1)).toMatchObject({ callers: 7, suspected: 7, lastAt: T0 + 6 * MINUTE });
    const shown = versions.length;
    stage.cases.finish();
    expect(versions.length).toBe(shown);
  });
});

describe('calls of a case', () => {
  // Attackers have numbers of their own, the others one: what is what hangs on no order.
  const calls = fc
    .record({
      hotline: fc.integer({ min: 0, max: 14 }),
      attackers: fc.integer({ min: 0, max: 8 }),
      keys: fc.constantFrom([KEY], [KEY, '5351']),
    })
    .map(({ hotline, attackers, keys }) =>
      keys.flatMap((key) =>
        [...storm(hotline), ...attack(attackers)].map((one) => ({ ...one, key, at: T0 })),
      ),
    );

  // Who is among many and who is not hangs on who came before: as few are suspected of all.
  const one = { share: 0 };

  it('in another order or told again open the same attacked cases', () => {
    const shuffled = calls.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray([...list, ...list], { minLength: 2 * list.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([list, others]) => {
        const attacked = (versions: DestinationCaseVersion[]) =>
          essence(versions).filter((name) => name.endsWith('attacked'));
        expect(attacked(casesOf(others, one))).toEqual(attacked(casesOf(list, one)));
      }),
    );
  });

  it('of a hotline alone open the same one in any order', () => {
    const shuffled = fc
      .integer({ min: 0, max: 20 })
      .chain((count) =>
        fc.shuffledSubarray([...storm(count), ...storm(count)], { minLength: 2 * count }),
      );
    fc.assert(
      fc.property(shuffled, (list) => {
        const isOne = new Set(list.map(({ subscriber }) => subscriber)).size >= THRESHOLDS.hotline;
        expect(essence(casesOf(list))).toEqual(isOne ? [`${KEY} hotline`] : []);
      }),
    );
  });
});

describe('a case that is stored', () => {
  const all = [
    ...attack(6),
    ...storm(20),
    ...attack(12, T0 + HOUR, 'w'),
    ...attack(6, T0 + 5 * DAY),
  ];

  it.each([5, 12, 30, 41])('goes on as if nothing had been, after a stop at call %i', (cut) => {
    const whole = casesOf(all);
    const before = casesOf(all.slice(0, cut));
    const stored = new Map(before.map((version) => [version.caseId, version]));
    // All calls are weighed again, as those of a topic are.
    const { stage, versions } = stageWith();
    for (const version of stored.values()) stage.cases.adopt(version);
    for (const one of all) stage.observe(one);
    expect([...before, ...versions]).toEqual(whole);
  });

  it('is not shown while what it was found in is filled in', () => {
    const { stage, versions } = stageWith();
    const [filled, live] = [all.slice(0, 12), all.slice(12)];
    for (const version of casesOf(filled)) stage.cases.adopt(version);
    stage.cases.isMuted = true;
    for (const one of filled) stage.observe(one);
    stage.cases.isMuted = false;
    expect(versions).toEqual([]);
    for (const one of live) stage.observe(one);
    expect(versions).toEqual(casesOf(all).slice(casesOf(filled).length));
  });
});
