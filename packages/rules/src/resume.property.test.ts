import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertVersion } from './alert-version.ts';
import {
  buildLeg,
  buildRuleSet,
  buildStart,
  cuba,
  guinea,
  HOUR,
  MINUTE,
  T0,
  traits,
} from './build-leg.ts';
import type { InternationalLeg } from './leg.ts';
import { Scorer } from './scorer.ts';

const RULES = `
quietAfter: 1h
rules:
  - { id: calls, rule: calls, window: 30m, warning: 3, critical: 6 }
  - { id: cost, rule: cost, window: 2h, warning: 500, critical: 2000 }
  - { id: up, rule: concurrent, warning: 2, critical: 4 }
  - { id: long, rule: long-call, warning: 20m, critical: 50m }
  - { id: countries, rule: countries, window: 1h, warning: 2 }
`;

interface Step {
  gap: number;
  kind: 'stop' | 'start' | 'stopOfStart' | 'leg' | 'rating';
  talk: number;
  abroad: boolean;
  late: number;
}

const steps = fc.array(
  fc.record<Step>({
    gap: fc.integer({ min: 0, max: 40 * MINUTE }),
    kind: fc.constantFrom('stop', 'start', 'stopOfStart', 'leg', 'rating'),
    talk: fc.integer({ min: 0, max: 70 * MINUTE }),
    abroad: fc.boolean(),
    late: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ max: 2 * HOUR, min: 0 })),
  }),
  { minLength: 1, maxLength: 40 },
);

/**
 * Legs in the order of their offsets, 1 and up; starts are followed by their stops, or by none.
 * Some stops are legs with one correlationId, and some are rated later.
 */
function legsOf(of: readonly Step[]): InternationalLeg[] {
  const up: InternationalLeg[] = [];
  const over: InternationalLeg[] = [];
  let clock = T0;
  return of.map(({ gap, kind, talk, abroad, late }, index) => {
    clock += gap;
    const at = clock - late;
    const destination = abroad ? guinea : cuba;
    const place = { offset: index + 1, destination, callKey: index + 1 };
    const costMilliYen = Math.ceil(talk / MINUTE) * 170_000;
    const begun = kind === 'stopOfStart' ? up.shift() : undefined;
    if (begun !== undefined) {
      const { callKey, startedAt, answeredAt, destination } = begun;
      const stop = { callKey, startedAt, answeredAt, destination, talkMs: at - startedAt };
      return buildLeg({ at: Math.max(at, startedAt), ...stop, offset: index + 1, costMilliYen });
    }
    const rated = kind === 'rating' ? over.shift() : undefined;
    if (rated !== undefined) return ratingOf(rated, clock, index + 1, costMilliYen);
    if (kind !== 'start') {
      const call = kind === 'leg' ? { callKey: abroad ? 1001 : 1002, correlated: true } : {};
      const stop = buildLeg({ at, talkMs: talk, costMilliYen, ...place, ...call });
      over.push(stop);
      return stop;
    }
    const start = buildStart({ at, ...place });
    up.push(start);
    return start;
  });
}

function ratingOf(
  stop: InternationalLeg,
  at: number,
  offset: number,
  costMilliYen: number,
): InternationalLeg {
  const identity = { ...stop.identity, event: 'interim', at } as const;
  return { ...stop, identity, at, offset, costMilliYen, isRated: true, isFurther: true };
}

class Run {
  readonly versions: AlertVersion[] = [];
  readonly scorer: Scorer;
  #clock = Number.NEGATIVE_INFINITY;

  constructor(rules: string) {
    this.scorer = new Scorer({
      ruleSet: buildRuleSet(rules),
      alertId: (_service, _subscriber, { callId, event, occasion = '' }) =>
        `a-${callId}-${event}${occasion}`,
      onVersion: (version) => this.versions.push(version),
    });
  }

  apply(leg: InternationalLeg): void {
    this.#clock = Math.max(this.#clock, leg.at);
    this.scorer.runTimersOf(0, leg.at);
    this.scorer.apply(0, traits, leg, this.#clock);
    this.scorer.runTimers(this.#clock);
  }

  get clock(): number {
    return this.#clock;
  }
}

/** A run over all legs, and one that takes over after the first `done` of them. */
function interrupted(legs: readonly InternationalLeg[], done: number, rules = RULES) {
  const whole = new Run(RULES);
  const stored: AlertVersion[] = [];
  legs.forEach((leg, index) => {
    whole.apply(leg);
    if (index < done) stored.splice(0, stored.length, ...whole.versions);
  });
  const resumed = new Run(rules);
  resumed.scorer.isFilling = true;
  for (const leg of legs.slice(0, done)) {
    resumed.scorer.foretell(stored.filter(({ offset }) => offset === leg.offset));
    resumed.apply(leg);
    resumed.scorer.adoptRest(() => 0);
  }
  resumed.scorer.isFilling = false;
  resumed.scorer.runTimers(resumed.clock);
  for (const leg of legs.slice(done)) resumed.apply(leg);
  return { whole, resumed, stored };
}

/** What an alert comes to. */
function essence({ alertId, severity, restriction }: AlertVersion): string {
  return `${alertId} ${severity} ${restriction?.restrictionId} ${restriction?.at}`;
}

const cases = fc.tuple(steps, fc.double({ min: 0, max: 1, noNaN: true }));

describe('a scorer filled from what an earlier one was given and decided', () => {
  it('goes on as if it had never been interrupted', () => {
    fc.assert(
      fc.property(cases, ([of, share]) => {
        const legs = legsOf(of.map((step) => ({ ...step, late: 0 })));
        const { whole, resumed, stored } = interrupted(legs, Math.floor(share * legs.length));
        expect([...stored, ...resumed.versions]).toEqual(whole.versions);
      }),
      { numRuns: 1000 },
    );
  });

  // What a late record showed about earlier instants, and was not worth showing, may be lost.
  it('comes to the same alerts where records come late', () => {
    fc.assert(
      fc.property(cases, ([of, share]) => {
        const legs = legsOf(of);
        const { whole, resumed, stored } = interrupted(legs, Math.floor(share * legs.length));
        const all = [...stored, ...resumed.versions];
        expect(new Set(all.map(essence))).toEqual(new Set(whole.versions.map(essence)));
      }),
      { numRuns: 1000 },
    );
  });

  // Timers of the call, had it been taken to be up since then, would lie in the past.
  it('comes to the same alerts where a start comes very late', () => {
    const stop: Step = { gap: 0, kind: 'stop', talk: 0, abroad: false, late: 0 };
    const start: Step = { ...stop, gap: 1_258_220, kind: 'start', late: 4_978_221 };
    const legs = legsOf([stop, start, { ...stop, gap: 2_341_780 }, stop]);
    const { whole, resumed, stored } = interrupted(legs, 3);
    const all = [...stored, ...resumed.versions];
    expect(new Set(all.map(essence))).toEqual(new Set(whole.versions.map(essence)));
  });

  it('shows nothing while it is filled, and makes no second alert of a run under other rules', () => {
    const stricter = RULES.replaceAll('warning: 3', 'warning: 2').replaceAll('6 }', '3 }');
    fc.assert(
      fc.property(cases, ([of, share]) => {
        const legs = legsOf(of);
        const done = Math.floor(share * legs.length);
        const { resumed, stored } = interrupted(legs, done, stricter);
        const known = new Map(stored.map((version) => [version.alertId, version]));
        for (const version of resumed.versions) {
          const first = known.get(version.alertId);
          if (first !== undefined) continue;
          const run = [...known.values()].find(
            ({ firstAt, lastAt }) =>
              version.openedAt > firstAt - HOUR && version.openedAt < lastAt + HOUR,
          );
          expect(run).toBeUndefined();
        }
      }),
      { numRuns: 500 },
    );
  });
});
