import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { AlertVersion } from '../alert-version.ts';
import { buildLeg, cuba, DAY, guinea, HOUR, MINUTE, traits } from '../build-leg.ts';
import { parseRuleSet } from '../parse-rule-set.ts';
import type { RuleSet } from '../rule-set.ts';
import { Scorer } from '../scorer.ts';
import { textHash } from './text-hash.ts';

/** A Monday, 00:00 in Japan. */
const MONDAY = Date.UTC(2026, 7, 31, 15);
const OFFICE = { ...traits, kind: 'office' };
const ATTACK_AT = MONDAY + 28 * DAY + 2 * HOUR;
const KNOWN_SOURCE = { network: textHash('203.0'), country: 'JP', agent: textHash('own phone') };
const NEW_SOURCE = { network: textHash('198.51'), country: 'NL', agent: textHash('scanner') };

function evidenceRules(text = 'evidence: { weights: default }\nrules: []'): RuleSet {
  return parseRuleSet(
    `name: test\n${text}`,
    'test.yaml',
    (name) => `${name}@0`,
    (name) => {
      const file = new URL(`../../weights/${name}.json`, import.meta.url);
      return { text: readFileSync(file, 'utf8'), version: `${name}@0` };
    },
  );
}

class Run {
  readonly versions: AlertVersion[] = [];
  readonly scorer: Scorer;
  #key = 0;

  constructor(ruleSet = evidenceRules()) {
    this.scorer = new Scorer({
      ruleSet,
      alertId: (_service, _subscriber, { callId, event }) => `a-${callId}-${event}`,
      onVersion: (version) => this.versions.push(version),
    });
  }

  /** Domestic calls of four weeks of office hours. */
  weeksOfOffice(): this {
    for (let day = 0; day < 28; day++) {
      if (day % 7 > 4) continue;
      for (let hour = 9; hour < 18; hour++) {
        const startedAt = MONDAY + day * DAY + hour * HOUR;
        this.scorer.note(0, OFFICE, {
          callKey: ++this.#key,
          isFurther: false,
          isInbound: hour % 3 === 0,
          startedAt,
          endedAt: startedAt + MINUTE,
          line: '1',
          source: KNOWN_SOURCE,
          candidate: undefined,
        });
      }
    }
    return this;
  }

  /** Three-minute calls abroad one after the other, to numbers of one range. */
  calls(count: number, from: number, source: typeof NEW_SOURCE, destination = guinea): this {
    for (let i = 0; i < count; i++) {
      const at = from + (i + 1) * 3 * MINUTE;
      const number = `+${destination.countryCode}6011${2000 + i}`;
      const leg = buildLeg({
        at,
        talkMs: 3 * MINUTE,
        costMilliYen: 510_000,
        callKey: ++this.#key,
        destination,
        details: {
          number: textHash(number) + 2 ** 40,
          block: textHash(number.slice(0, -2)),
          range: number.slice(1, 7),
          form: '010',
          isOddLength: false,
          isForwarded: false,
          line: '1',
          source,
        },
      });
      this.scorer.runTimersOf(0, at);
      this.scorer.apply(0, OFFICE, leg, at);
    }
    return this;
  }

  /** Alerts as they stand. */
  alerts(): AlertVersion[] {
    return [...new Map(this.versions.map((version) => [version.alertId, version])).values()];
  }
}

/** The night's calls, seen from an office that had done nothing of the kind. */
const attacked = (run = new Run()) => run.weeksOfOffice().calls(15, ATTACK_AT, NEW_SOURCE);

describe('an office that calls a rare country at night from a new source', () => {
  it('is asked about, then closed, and the alert says why', () => {
    const rules = evidenceRules('evidence: { weights: default, ask: 10, restrict: 75 }\nrules: []');
    const { versions } = attacked(new Run(rules));
    expect(versions[0]).toMatchObject({ severity: 'warning', restriction: null });
    const closed = versions.find(({ restriction }) => restriction !== null);
    expect(closed?.restriction).toMatchObject({ rules: ['evidence'] });
    expect(closed!.restriction!.at).toBeGreaterThan(versions[0]!.openedAt);
    expect(closed!.restriction!.at).toBeLessThan(ATTACK_AT + 45 * MINUTE);
    const [finding] = closed!.rules;
    const points = finding!.evidence!.reduce((sum, evidence) => sum + evidence.points, 0);
    expect(Math.abs(points - finding!.observed)).toBeLessThan(0.5);
    const named = finding!.evidence!.map(({ name }) => name).join(' ');
    expect(named).toMatch(/quiet-hours|new-source|rare-country/);
  });

  it('is left alone where it has called there, then and from there, for weeks', () => {
    const run = new Run().weeksOfOffice();
    for (let day = 0; day < 28; day++) run.calls(15, MONDAY + day * DAY + 2 * HOUR, NEW_SOURCE);
    const before = run.versions.length;
    run.calls(15, ATTACK_AT, NEW_SOURCE);
    expect(run.versions.slice(before)).toEqual([]);
  });

  it('scores as much under rules that were read again halfway', () => {
    const whole = attacked();
    const reloaded = new Run().weeksOfOffice();
    reloaded.scorer.ruleSet = evidenceRules();
    reloaded.calls(15, ATTACK_AT, NEW_SOURCE);
    expect(reloaded.versions).toEqual(whole.versions);
  });

  it('is known as before after a time without evidence in the rules', () => {
    const run = new Run().weeksOfOffice();
    run.scorer.ruleSet = evidenceRules('rules: [{id: v, rule: calls, window: 1h, warning: 999}]');
    run.scorer.ruleSet = evidenceRules();
    run.calls(15, ATTACK_AT, NEW_SOURCE);
    expect(run.versions).toEqual(attacked().versions);
  });

  it('is judged by the scores of the rule set, not only of the weights', () => {
    const rules = evidenceRules(
      'evidence: { weights: default, ask: 5, restrict: 9000 }\nrules: []',
    );
    const { versions } = attacked(new Run(rules));
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.every(({ restriction }) => restriction === null)).toBe(true);
  });
});

it('weighs a call at noon to a common place less than one at night to a rare one', () => {
  const score = (run: Run) => run.alerts().reduce((most, { score }) => Math.max(most, score), 0);
  const noon = MONDAY + 28 * DAY + 12 * HOUR;
  const plain = new Run(evidenceRules('evidence: { weights: default, ask: 0.001 }\nrules: []'));
  const suspect = new Run(evidenceRules('evidence: { weights: default, ask: 0.001 }\nrules: []'));
  plain.weeksOfOffice().calls(2, noon, KNOWN_SOURCE, cuba);
  suspect.weeksOfOffice().calls(2, ATTACK_AT, NEW_SOURCE, guinea);
  expect(score(suspect)).toBeGreaterThan(score(plain));
});
