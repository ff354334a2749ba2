import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../japan-time.ts';
import type { Leg } from '../leg.ts';
import type { SimulationOptions } from '../options.ts';
import { Random } from '../random.ts';
import { prepareRun } from '../run.ts';
import { settingNames } from '../setting.ts';
import { e164 } from '../testing/e164.ts';
import { attacksOfEach, isVictimCalls, type ShapeName, shapeNames, shapes } from './registry.ts';
import type { Shape } from './shape.ts';

const DAYS = 21;
const START = Date.UTC(2026, 7, 9, 15);
// Test calls and a scan come on top of what a shape states.
const TESTS = 5;
const SCAN = 120;

interface Part {
  /** Unlike in another run too. */
  attack: string;
  shape: ShapeName;
  legs: Leg[];
}

/** Each victim's part in each attack of a run. */
function parts(overrides: Partial<SimulationOptions>): Part[] {
  const { attacks } = prepareRun({
    seed: 1,
    start: START,
    days: DAYS,
    subscribers: 1_500,
    attacks: attacksOfEach(2),
    startEvents: true,
    ...overrides,
  });
  return attacks.flatMap(({ label, legs }) => {
    const byVictim = Map.groupBy(legs(), ({ subscriber }) => subscriber.id);
    return [...byVictim.values()].map((found) => ({
      attack: `${overrides.seed} ${label.attack}`,
      shape: label.shape as ShapeName,
      legs: found,
    }));
  });
}

const abroad = ({ legs }: Part) => legs.filter((leg) => leg.direction === 'outbound');

function medianTalkSec(legs: readonly Leg[]): number | null {
  const talks = legs.flatMap(({ answeredAt, endedAt }) =>
    answeredAt === null ? [] : (endedAt - answeredAt) / 1000,
  );
  // Of fewer the median says little about what was drawn.
  return talks.length < 60 ? null : talks.sort((a, b) => a - b)[talks.length >> 1]!;
}

/** Which bounds of its shape a part breaks. */
function broken(part: Part): string[] {
  const shape: Shape = shapes[part.shape];
  const { manner, hours, testedBefore } = shape;
  const legs = abroad(part);
  const scan = part.shape === 'scan-exploit' ? SCAN : 0;
  const startedAts = part.legs.map(({ startedAt }) => startedAt);
  const span = (Math.max(...startedAts) - Math.min(...startedAts)) / HOUR;
  const median = medianTalkSec(legs) ?? manner.talkSec[0];
  const numbers = new Set(legs.map(({ called }) => e164(called))).size;
  const checks: [string, boolean][] = [
    ['calls', legs.length >= 1 && legs.length <= manner.calls[1] + TESTS + scan],
    ['numbers', numbers <= manner.numbers[1] + TESTS + scan],
    ['hours', span <= hours[1] + (testedBefore?.[1] ?? 30) + 1],
    ['talk', median > manner.talkSec[0] * 0.4 && median < manner.talkSec[1] * 1.5],
    ['within the run', startedAts.every((at) => at >= START && at < START + DAYS * DAY)],
    ['in order of their start', startedAts.every((at, i) => i === 0 || at >= startedAts[i - 1]!)],
  ];
  return checks.filter(([, holds]) => !holds).map(([name]) => `${part.shape}: ${name}`);
}

describe.each(settingNames.flatMap((setting) => [1, 2].map((seed) => ({ setting, seed }))))(
  'attacks of $setting, seed $seed',
  (overrides) => {
    const all = parts(overrides);

    test('stay within the bounds of their shapes', () => {
      expect(all.flatMap(broken)).toEqual([]);
    });

    test('are of every shape, with as many victims as it takes', () => {
      const victims = Map.groupBy(all, ({ shape }) => shape);
      expect(new Set(victims.keys())).toEqual(new Set(shapeNames));
      for (const [shape, found] of victims) {
        const { victims: [least, most] = [1, 1] }: Shape = shapes[shape];
        expect(found.length).toBeGreaterThanOrEqual(2 * Math.min(least, 30));
        expect(found.length).toBeLessThanOrEqual(2 * Math.min(most, 45));
      }
    });
  },
);

describe('shapes', () => {
  const all = [1, 2, 3].flatMap((seed) => parts({ seed }));
  const of = (shape: ShapeName) => all.filter((part) => part.shape === shape);

  test('only three take inbound legs', () => {
    const inbound = all.filter(({ legs }) => legs.some((leg) => leg.direction === 'inbound'));
    expect(new Set(inbound.map(({ shape }) => shape))).toEqual(
      new Set(['call-through', 'forwarding', 'callback']),
    );
  });

  test.each(['call-through', 'forwarding'] as const)(
    'each call of %s rides on another',
    (shape) => {
      const carried = of(shape).flatMap(({ legs }) =>
        // Test calls before it are placed from a phone.
        legs
          .slice(legs.findIndex((leg) => leg.direction === 'inbound'))
          .filter((leg) => leg.direction === 'outbound')
          .map((leg) => legs.some((other) => carries(other, leg))),
      );
      expect(carried.length).toBeGreaterThan(50);
      expect(new Set(carried)).toEqual(new Set([true]));
    },
  );

  test('only forwarding forwards, from the line it was set on', () => {
    const forwarded = all.flatMap(({ legs }) => legs.filter((leg) => leg.legKind === 'forwarded'));
    const owners = new Set(of('forwarding').flatMap(({ legs }) => legs));
    expect(forwarded.length).toBeGreaterThan(50);
    for (const leg of forwarded)
      expect([owners.has(leg), leg.divertedFrom]).toEqual([true, leg.line]);
  });

  test('whoever is lured was rung by the number called back', () => {
    expect(shapeNames.filter(isVictimCalls)).toEqual(['callback']);
    for (const { legs } of of('callback')) {
      const [ring, ...calls] = legs;
      expect(calls.length).toBeGreaterThan(0);
      for (const call of calls) expect(call.called.endsWith(ring!.calling.slice(1))).toBe(true);
    }
  });

  test('usual countries are those the victim calls itself', () => {
    for (const { legs } of of('usual-country')) {
      const codes = legs[0]!.subscriber.countries.map(({ code }) => code);
      // All but test calls and numbers spoilt.
      const known = legs.filter((leg) => codes.some((code) => e164(leg.called).startsWith(code)));
      expect(known.length / legs.length).toBeGreaterThan(legs.length > 20 ? 0.7 : 0);
    }
  });

  test('few victims have one vendor', () => {
    const runs = Map.groupBy(of('few-victims'), ({ attack }) => attack);
    for (const victims of runs.values()) {
      const vendors = victims.map(({ legs }) => {
        const { userAgent } = legs[0]!.subscriber.device.at(new Random('any'), 0);
        return userAgent.split(/[/ ]/)[0];
      });
      expect(victims.length).toBeGreaterThan(1);
      expect(new Set(vendors).size).toBe(1);
    }
  });

  test('one long call is up with the others', () => {
    const parallel = of('one-long-call').map(({ legs }) => {
      const talks = legs.filter(
        ({ answeredAt, endedAt }) => endedAt - (answeredAt ?? endedAt) > HOUR,
      );
      return talks.filter((leg) => talks.some((other) => other !== leg && overlap(leg, other)))
        .length;
    });
    expect(Math.max(...parallel)).toBeGreaterThanOrEqual(2);
  });

  test('a slow ramp grows from day to day', () => {
    for (const { legs } of of('slow-ramp').filter(({ legs }) => legs.length > 100)) {
      const middle = (legs[0]!.startedAt + legs.at(-1)!.startedAt) / 2;
      const before = legs.filter((leg) => leg.startedAt < middle).length;
      expect(before).toBeLessThan(legs.length / 3);
    }
  });

  test('rotating changes country and address all the time', () => {
    for (const { legs } of of('rotating').filter(({ legs }) => legs.length > 50)) {
      expect(new Set(legs.map(({ from }) => from.sourceIp)).size).toBeGreaterThan(legs.length / 12);
      expect(new Set(legs.map((leg) => e164(leg.called).slice(0, 3))).size).toBeGreaterThan(3);
    }
  });
});

describe('every attack', () => {
  const runs = [
    { days: 1, subscribers: 12 },
    { days: 2, subscribers: 120 },
    { days: 7, subscribers: 700 },
  ];

  test.each(runs)('of a small run has calls of its own in it: %o', ({ days, subscribers }) => {
    for (const { legs } of parts({ days, subscribers, attacks: 'all' })) {
      expect(legs.filter(({ direction }) => direction === 'outbound').length).toBeGreaterThan(0);
      for (const { startedAt } of legs) expect(startedAt).toBeLessThan(START + days * DAY);
    }
  });

  test('is the same at each look', () => {
    const [first, second] = [parts({ seed: 9 }), parts({ seed: 9 })];
    const ids = (all: Part[]) => all.flatMap(({ legs }) => legs.map(({ callId }) => callId));
    expect(ids(first)).toEqual(ids(second));
  });
});

describe('all attacks together', () => {
  const all = [4, 5].flatMap((seed) => parts({ seed }));
  const calls = all.flatMap(abroad);

  test('begin at any time, the first days and working hours too', () => {
    const begins = all.map(({ legs }) => legs[0]!.startedAt);
    expect(begins.some((at) => at < START + DAY)).toBe(true);
    expect(begins.some((at) => at > START + (DAYS - 2) * DAY)).toBe(true);
    const working = begins.filter((at) => {
      const hour = ((at - START) / HOUR) % 24;
      return (at - START) % (7 * DAY) < 5 * DAY && hour >= 8 && hour < 18;
    });
    expect(working.length / begins.length).toBeGreaterThan(0.08);
    expect(working.length / begins.length).toBeLessThan(0.5);
  });

  test('call a country of the list of 2015 in many cases, but not in all', () => {
    const listed = /^(53|2(12|20|24|28|31|32|42|43|45|47|52|57|69)|3(55|7[01257]|8[127])|67[07])/;
    const names = (found: Part[]) => new Set(found.map(({ attack }) => attack));
    const calling = names(
      all.filter((part) => abroad(part).some((leg) => listed.test(e164(leg.called)))),
    );
    expect(calling.size / names(all).size).toBeGreaterThan(0.3);
    expect(calling.size / names(all).size).toBeLessThan(0.8);
  });

  test('go to fifty countries and more', () => {
    const heads = new Set(calls.map((leg) => e164(leg.called).slice(0, 3)));
    expect(heads.size).toBeGreaterThan(60);
  });

  test('are answered from seldom to nearly always, for half a minute to hours', () => {
    const large = all.map(abroad).filter((legs) => legs.length > 40);
    const shares = large.map(
      (legs) => legs.filter(({ answeredAt }) => answeredAt !== null).length / legs.length,
    );
    expect(Math.min(...shares)).toBeLessThan(0.35);
    expect(Math.max(...shares)).toBeGreaterThan(0.9);
    const talks = large.map(medianTalkSec).filter((talk) => talk !== null);
    expect(Math.min(...talks)).toBeLessThan(60);
    expect(Math.max(...talks)).toBeGreaterThan(1_800);
  });
});

function carries(carrier: Leg, leg: Leg): boolean {
  const { direction, line, startedAt, endedAt } = carrier;
  const within = startedAt <= leg.startedAt && leg.endedAt <= endedAt;
  return direction === 'inbound' && line === leg.line && within;
}

function overlap(a: Leg, b: Leg): boolean {
  return a.startedAt < b.endedAt && b.startedAt < a.endedAt;
}
