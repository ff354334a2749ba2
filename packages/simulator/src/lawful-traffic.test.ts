import { describe, expect, test } from 'vitest';
import { evaluationPreset, type SimulatedRecord, type SimulationOptions } from './index.ts';
import { DAY, hourOfWeek } from './japan-time.ts';
import { prepareRun } from './run.ts';
import { isInternational, stops } from './testing/recorded-run.ts';

function run(setting: SimulationOptions['setting'], seed: number): SimulationOptions {
  const preset = evaluationPreset(seed, { subscribers: 2_000, days: 14, attacks: 'none' });
  return { ...preset, setting: setting!, cases: 'none', faults: false, startEvents: false };
}

/** How often each value comes up. */
function tally<T>(items: readonly SimulatedRecord[], of: (item: SimulatedRecord) => T) {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(of(item), (counts.get(of(item)) ?? 0) + 1);
  return counts;
}

const subscriber = ({ record }: SimulatedRecord) => record.subscriber;

describe.each([
  ['standard', 1],
  ['standard', 2],
  ['other', 1],
] as const)('lawful traffic of setting %s, seed %i', (setting, seed) => {
  const options = run(setting, seed);
  const { subscribers } = prepareRun(options);
  const all = stops(options);
  const abroad = all.filter(isInternational);
  const perCaller = [...tally(abroad, subscriber).values()].sort((a, b) => a - b);

  test('is eight to ten legs a day and subscriber, more or less', () => {
    const mean = all.length / options.subscribers / options.days;
    expect(mean).toBeGreaterThan(5);
    expect(mean).toBeLessThan(12);
  });

  test('goes abroad from a quarter to a third of the subscribers', () => {
    const share = subscribers.filter(({ abroadPerHour }) => abroadPerHour > 0).length;
    expect(share / options.subscribers).toBeGreaterThan(0.22);
    expect(share / options.subscribers).toBeLessThan(0.45);
  });

  test('is rare with half of the callers and heavy with few', () => {
    const rare = subscribers.filter(({ abroadPerHour: rate }) => rate > 0 && rate * 24 * 14 < 1);
    const callers = subscribers.filter(({ abroadPerHour }) => abroadPerHour > 0);
    expect(rare.length / callers.length).toBeGreaterThan(0.3);
    expect(perCaller.at(-1)! / perCaller[Math.floor(perCaller.length / 2)]!).toBeGreaterThan(20);
  });

  test('has callers who jump from none to three and more within a day', () => {
    const days = tally(abroad, ({ record }) => {
      return `${record.subscriber} ${Math.floor(record.startedAt / DAY)}`;
    });
    const active = tally(abroad, subscriber);
    const jumps = [...days].filter(([key, calls]) => {
      return calls >= 3 && calls === active.get(key.split(' ')[0]!);
    });
    expect(jumps.length).toBeGreaterThan(5);
  });

  test('goes abroad by night and at weekends too', () => {
    const hours = tally(abroad, ({ record }) => hourOfWeek(record.startedAt));
    const sum = (wanted: (hour: number) => boolean) =>
      [...hours].reduce((total, [hour, calls]) => total + (wanted(hour) ? calls : 0), 0);
    expect(sum((hour) => hour % 24 < 5) / abroad.length).toBeGreaterThan(0.05);
    expect(sum((hour) => hour >= 120) / abroad.length).toBeGreaterThan(0.1);
  });

  test.each([
    ['the list of 2015', /(010|\+)(212|224|53|381|387)/],
    ['satellites or the Pacific', /(010|\+)(87|88[123]|6[789])/],
    ['the Caribbean', /(010|\+)1(876|809|473|242|868|264|345|246)/],
    ['codes of nobody', /(010|\+)(210|215|259|285|384|693|699|8[035][14]|969|999)/],
  ])('reaches %s', (_, pattern) => {
    const found = abroad.filter(({ record }) => pattern.test(record.called));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(abroad.length / 5);
  });

  test('rarely goes to a number of a wrong length or a form that fails', () => {
    const refused = abroad.filter(({ record }) => record.cause === 1 || record.cause === 28);
    expect(refused.length / abroad.length).toBeGreaterThan(0.01);
    expect(refused.length / abroad.length).toBeLessThan(0.15);
  });

  test('has hours-long calls', () => {
    const long = abroad.filter(({ record }) => (record.durationSec ?? 0) > 7_200);
    expect(long.length).toBeGreaterThan(0);
  });

  test('comes from fixed and from changing addresses, with agents that change', () => {
    const addresses = new Map<string, Set<string>>();
    const agents = new Map<string, Set<string>>();
    for (const { record } of all) {
      const { subscriber: id, sourceIp, userAgent = '' } = record;
      addresses.set(id, (addresses.get(id) ?? new Set()).add(sourceIp));
      agents.set(id, (agents.get(id) ?? new Set()).add(userAgent));
    }
    const share = (of: Map<string, Set<string>>, most: number) =>
      [...of.values()].filter(({ size }) => size > most).length / of.size;
    expect(share(addresses, 4)).toBeGreaterThan(0.2);
    expect(share(addresses, 4)).toBeLessThan(0.95);
    expect(share(agents, 2)).toBeGreaterThan(0.02);
  });

  test('forwards some inbound calls, within the leg that is forwarded', () => {
    const forwarded = all.filter(({ record }) => record.legKind === 'forwarded');
    expect(forwarded.length).toBeGreaterThan(20);
    expect(forwarded.some(isInternational)).toBe(true);
    for (const { record } of forwarded) expect(record.divertedFrom).toBe(record.line);
  });
});

test('no two settings and no two seeds have the same shares', () => {
  const shares = [run('standard', 1), run('standard', 2), run('other', 1)].map((options) =>
    JSON.stringify(prepareRun(options).subscribers.map(({ population }) => population.name)),
  );
  expect(new Set(shares).size).toBe(3);
});
