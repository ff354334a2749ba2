import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { traits } from './build-leg.ts';
import { parseRuleSet } from './parse-rule-set.ts';
import { ruleSetJsonSchema } from './rule-set-schema.ts';

const parse = (yaml: string) => parseRuleSet(yaml, 'rules.yaml', (name) => `${name}@1`);

describe('parseRuleSet', () => {
  it.each([
    ['default', 6, true],
    ['plain', 10, false],
  ])('reads rule set %s that ships', (name, rules, weighs) => {
    const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');
    const ruleSet = parseRuleSet(
      read(`../rule-sets/${name}.yaml`),
      'rules.yaml',
      (version) => `${version}@1`,
      (weights) => ({ text: read(`../weights/${weights}.json`), version: `${weights}@1` }),
    );
    expect(ruleSet).toMatchObject({ name, version: `${name}@1`, restrictForMs: 43_200_000 });
    expect(ruleSet.rules).toHaveLength(rules);
    expect(ruleSet.evidence !== undefined).toBe(weighs);
    const destinations = { hotline: 10, attacked: 3, share: 0.3, suspected: 0.6, surprise: 6 };
    const thresholds = weighs ? { ...destinations, quietAfterMs: 172_800_000 } : undefined;
    expect(ruleSet.evidence?.destinations).toEqual(thresholds);
  });

  it('gives the thresholds that fit subscriber, service and time of day', () => {
    const { rules } = parse(`
name: t
rules:
  - id: a
    rule: cost
    window: 1h
    warning: 10
    critical: 20
    when: { services: [default] }
    overrides:
      - when: { kinds: [home], hours: 22:00-06:00 }
        critical: 5
`);
    const night = Date.UTC(2026, 7, 10, 14);
    const day = Date.UTC(2026, 7, 10, 3);
    const home = { ...traits, kind: 'home' };
    const tiers = rules[0]!.tiersFor;
    expect(tiers(home, night)).toEqual({ warning: Number.POSITIVE_INFINITY, critical: 5000 });
    expect(tiers(home, day)).toEqual({ warning: 10_000, critical: 20_000 });
    expect(tiers(traits, night)).toEqual({ warning: 10_000, critical: 20_000 });
    expect(tiers({ ...home, service: 'other' }, night)).toBeUndefined();
  });

  it.each([
    ['name: t\nrules: []', 'rules.yaml:2: rules: '],
    [
      'name: t\nrules:\n  - {id: a, rule: calls, window: 9d, warning: 1}',
      'rules.yaml:3: rules.0.window: longer than 8d',
    ],
    [
      'name: t\nrules:\n  - {id: a, rule: calls, window: 10, warning: 1}',
      'rules.yaml:3: rules.0.window: ',
    ],
    [
      'name: t\nrules:\n  - {id: a, rule: calls, window: 1h}',
      'rules.yaml:3: rules.0: neither warning nor critical',
    ],
    [
      'name: t\nrules:\n  - {id: a, rule: calls, window: 1h, warning: 5, critical: 2}',
      'rules.yaml:3: rules.0.critical: below warning',
    ],
    [
      'name: t\nrules:\n  - {id: a, rule: concurrent, warning: 5}\n  - {id: a, rule: concurrent, warning: 5}',
      'rules.yaml:4: rules.1.id: ',
    ],
    ['name: t\nrules:\n  - {id: a, rule: velocity, warning: 5}', 'rules.yaml:3: rules.0.rule: '],
    [
      'name: t\nrules:\n  - id: a\n    rule: concurrent\n    warning: 5\n    critcal: 7',
      'rules.yaml:3: rules.0: ',
    ],
    [
      'name: t\ntimeZone: Mars/Base\nrules: [{id: a, rule: concurrent, warning: 5}]',
      'rules.yaml:2: timeZone: no such zone',
    ],
    [
      'name: t\nevidence:\n  weights: default\n  destinations: { quietAfter: 9d }\nrules: []',
      'rules.yaml:4: evidence.destinations.quietAfter: longer than 8d',
    ],
    [
      'name: t\nevidence:\n  weights: default\n  destinations:\n    hotline: 3\nrules: []',
      'rules.yaml:5: evidence.destinations.hotline: at least 5',
    ],
    [
      'name: t\nevidence:\n  weights: default\n  destinations:\n    atacked: 3\nrules: []',
      'rules.yaml:5: evidence.destinations: ',
    ],
    ['name: [', 'rules.yaml:1: '],
    ['', 'rules.yaml: '],
  ])('names place and fault of %j', (yaml, message) => {
    expect(() => parse(yaml)).toThrow(message);
  });

  it('names every fault, not only the first', () => {
    expect(() => parse('name: T\nrules: [{id: a, rule: calls, window: 1x, warning: -1}]')).toThrow(
      /name:.*\n.*warning:.*\n.*window:/s,
    );
  });

  it('describes itself as a JSON schema', () => {
    expect(ruleSetJsonSchema()).toMatchObject({ type: 'object', required: ['name', 'rules'] });
  });
});
