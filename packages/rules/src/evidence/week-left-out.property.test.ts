import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertVersion } from '../alert-version.ts';
import { buildLeg, cuba, guinea, HOUR, MINUTE, T0, traits } from '../build-leg.ts';
import type { InternationalLeg } from '../leg.ts';
import { parseRuleSet } from '../parse-rule-set.ts';
import { Scorer } from '../scorer.ts';

interface Call {
  startHour: number;
  talkMinutes: number;
  number: number;
  destination: typeof guinea;
  /** Hours after its end that its record comes. */
  lateHours: number;
}

const call: fc.Arbitrary<Call> = fc.record({
  startHour: fc.integer({ min: 0, max: 190 }),
  talkMinutes: fc.integer({ min: 0, max: 230 }),
  number: fc.integer({ min: 0, max: 40 }),
  destination: fc.constantFrom(guinea, cuba),
  lateHours: fc.constantFrom(0, 0, 0, 30),
});

const text = readFileSync(new URL('../../weights/default.json', import.meta.url), 'utf8');
const ruleSet = parseRuleSet(
  'name: test\nevidence: { weights: default, ask: 0.5, restrict: 900 }\nrules: []',
  'test.yaml',
  (name) => `${name}@0`,
  (name) => ({ text, version: `${name}@0` }),
);

function legOf({ startHour, talkMinutes, number, destination }: Call, i: number): InternationalLeg {
  const talkMs = talkMinutes * MINUTE;
  const range = `${destination.countryCode}60${number % 3}`;
  const details = {
    number: 2 ** 40 + number,
    block: number % 7,
    range,
    form: '010',
    isOddLength: number % 5 === 0,
    isForwarded: false,
    line: '1',
    source: { network: number % 4, country: 'JP', agent: 1 },
  };
  const at = T0 + startHour * HOUR + talkMs;
  return buildLeg({ at, talkMs, costMilliYen: talkMs, callKey: i + 1, destination, details });
}

function versionsOf(calls: readonly Call[], readsAll: boolean): AlertVersion[] {
  const versions: AlertVersion[] = [];
  const scorer = new Scorer({
    ruleSet,
    alertId: (_service, _subscriber, { callId, at, occasion = '' }) =>
      `a-${callId}-${at}-${occasion}`,
    onVersion: (version) => versions.push(version),
    ...(readsAll && { onAssessed: () => undefined }),
  });
  let clock = 0;
  for (const [i, one] of calls.entries()) {
    const leg = legOf(one, i);
    clock = Math.max(clock, leg.at);
    scorer.runTimersOf(0, leg.at);
    scorer.apply(0, traits, leg, clock);
  }
  scorer.finish(clock);
  return versions;
}

/** In the order in which the records come, some of them late. */
function arriving(calls: Call[]): Call[] {
  const comes = (of: Call) => of.startHour + of.talkMinutes / 60 + of.lateHours;
  return calls.toSorted((a, b) => comes(a) - comes(b));
}

describe('calls of more than a day ago', () => {
  it('are left out where nothing weighs them, and nothing else becomes of it', () => {
    let shown = 0;
    fc.assert(
      fc.property(fc.array(call, { maxLength: 40 }).map(arriving), (calls) => {
        const versions = versionsOf(calls, false);
        expect(versions).toEqual(versionsOf(calls, true));
        shown += versions.length;
      }),
    );
    expect(shown).toBeGreaterThan(100);
  });
});
