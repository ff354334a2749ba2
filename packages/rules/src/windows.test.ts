import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertVersion } from './alert-version.ts';
import { buildLeg, buildRuleSet, cuba, guinea, MINUTE, SECOND, T0, watchOne } from './build-leg.ts';
import type { InternationalLeg } from './leg.ts';

const RULES = `
quietAfter: 8d
points: { high-risk-2015: 1.5 }
rules:
  - { id: calls, rule: calls, window: 10m, warning: 6, critical: 12 }
  - { id: calls-prefix, rule: calls, per: prefix, window: 5m, warning: 4, critical: 8 }
  - { id: minutes, rule: minutes, window: 20m, warning: 15, critical: 40 }
  - { id: cost, rule: cost, window: 15m, warning: 2000, critical: 6000 }
  - { id: cost-prefix, rule: cost, per: prefix, window: 15m, warning: 1500, critical: 4000 }
  - { id: concurrent, rule: concurrent, warning: 3, critical: 5 }
  - { id: long, rule: long-call, warning: 4m, critical: 290s }
  - { id: risk, rule: risk, window: 10m, warning: 9, critical: 18 }
  - { id: countries, rule: countries, window: 1m, warning: 2 }
`;
const oneEpisode = buildRuleSet(RULES);
const shortEpisodes = buildRuleSet(RULES.replace('quietAfter: 8d', 'quietAfter: 3m'));

const stop = fc.record({
  gap: fc.integer({ min: 0, max: 4 * MINUTE }),
  talk: fc.integer({ min: 0, max: 5 * MINUTE }),
  toCuba: fc.boolean(),
});

const shuffledStops = (minLength: number, maxLength: number) =>
  fc
    .array(stop, { minLength, maxLength })
    .chain((stops) =>
      fc.tuple(
        fc.constant(stops),
        fc.shuffledSubarray([...stops.keys()], { minLength: stops.length }),
      ),
    );

function legs(
  stops: readonly { gap: number; talk: number; toCuba: boolean }[],
): InternationalLeg[] {
  let at = T0;
  return stops.map(({ gap, talk, toCuba }) => {
    at += gap;
    const destination = toCuba ? cuba : guinea;
    return buildLeg({
      at,
      talkMs: talk,
      destination,
      costMilliYen: Math.ceil(talk / MINUTE) * 170_000,
    });
  });
}

/** What each rule sees by its definition, over all legs with `at` up to the newest one. */
function byDefinition(known: readonly InternationalLeg[]): Record<string, number> {
  const last = known.at(-1)!;
  const t = last.at;
  const begun = (w: number) => known.filter((leg) => leg.startedAt > t - w && leg.startedAt <= t);
  const ended = (w: number) => known.filter((leg) => leg.at > t - w && leg.at <= t);
  const same = (leg: InternationalLeg) => leg.destination === last.destination;
  const sum = (of: InternationalLeg[], value: (leg: InternationalLeg) => number) =>
    of.reduce((total, leg) => total + value(leg), 0);
  const isUpAt = (u: number) => (leg: InternationalLeg) => leg.startedAt <= u && leg.at > u;
  const instants = known
    .map((leg) => leg.startedAt)
    .filter((u) => u >= last.startedAt && u <= last.at);
  return {
    calls: begun(10 * MINUTE).length,
    'calls-prefix': begun(5 * MINUTE).filter(same).length,
    minutes: sum(ended(20 * MINUTE), (leg) => leg.talkMs) / MINUTE,
    cost: sum(ended(15 * MINUTE), (leg) => leg.costMilliYen) / 1000,
    'cost-prefix': sum(ended(15 * MINUTE).filter(same), (leg) => leg.costMilliYen) / 1000,
    concurrent: Math.max(...instants.map((u) => known.filter(isUpAt(u)).length)),
    long: last.talkMs / SECOND,
    risk: begun(10 * MINUTE).length * 1.5,
    countries: new Set(begun(MINUTE).map((leg) => leg.destination.iso2)).size,
  };
}

const TIERS: Record<string, [warning: number, critical: number]> = {
  calls: [6, 12],
  'calls-prefix': [4, 8],
  minutes: [15, 40],
  cost: [2000, 6000],
  'cost-prefix': [1500, 4000],
  concurrent: [3, 5],
  long: [240, 290],
  risk: [9, 18],
  countries: [2, Number.POSITIVE_INFINITY],
};

function expected(ordered: readonly InternationalLeg[]) {
  const peaks: Record<string, number> = {};
  let openedAt: number | undefined;
  let restrictedAt: number | undefined;
  ordered.forEach((leg, i) => {
    const seen = byDefinition(ordered.slice(0, i + 1));
    for (const [rule, observed] of Object.entries(seen)) {
      const [warning, critical] = TIERS[rule]!;
      if (observed < warning) continue;
      peaks[rule] = Math.max(peaks[rule] ?? 0, observed);
      openedAt ??= leg.at;
      if (observed >= critical) restrictedAt ??= leg.at;
    }
  });
  return { peaks, openedAt, restrictedAt };
}

function observed(alerts: readonly AlertVersion[]) {
  const rules = alerts.flatMap((alert) => alert.rules);
  return {
    peaks: Object.fromEntries(rules.map(({ rule, observed }) => [rule, observed])),
    openedAt: alerts[0]?.openedAt,
    restrictedAt: alerts[0]?.restriction?.at,
  };
}

function outcome(alerts: readonly AlertVersion[]): Set<string> {
  return new Set(alerts.map(({ severity, restriction }) => `${severity} ${restriction !== null}`));
}

function run(order: readonly InternationalLeg[], ruleSet = oneEpisode): AlertVersion[] {
  const watch = watchOne(ruleSet);
  for (const leg of order) watch.apply(leg);
  return watch.alerts();
}

describe('windows', () => {
  it('give what their definition gives, small or large', () => {
    fc.assert(
      fc.property(fc.array(stop, { maxLength: 120 }), (stops) => {
        const ordered = legs(stops);
        expect(observed(run(ordered))).toEqual(expected(ordered));
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['one long episode', oneEpisode, 1, 30, 300],
    ['many short ones', shortEpisodes, 1, 30, 300],
    ['so many calls that they are indexed', shortEpisodes, 80, 120, 30],
  ])(
    'lead to the same outcome in any order of arrival, with %s',
    (_, ruleSet, least, most, numRuns) => {
      fc.assert(
        fc.property(shuffledStops(least, most), ([stops, order]) => {
          const ordered = legs(stops);
          const shuffled = order.map((i) => ordered[i]!);
          expect(outcome(run(shuffled, ruleSet))).toEqual(outcome(run(ordered, ruleSet)));
        }),
        { numRuns },
      );
    },
  );
});
