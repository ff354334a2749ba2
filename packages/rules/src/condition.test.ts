import { describe, expect, it } from 'vitest';
import { buildLeg, buildRuleSet, SECOND, T0, traits, watchOne } from './build-leg.ts';

describe('a rule of critical subscribers', () => {
  const rules = buildRuleSet(`
rules:
  - { id: hospitals, rule: calls, window: 1h, when: { kinds: [hospital], critical: true }, warning: 3 }
  - id: others
    rule: calls
    window: 1h
    warning: 3
    overrides: [{ when: { critical: true }, warning: 9 }]
`);

  it.each([
    ['a critical hospital', { kind: 'hospital', critical: true }, ['hospitals']],
    ['a hospital that is not', { kind: 'hospital', critical: false }, ['others']],
    ['a critical office', { kind: 'office', critical: true }, []],
    ['who stands in no directory', {}, ['others']],
  ])('is for those alone: %s', (_, of, fired) => {
    const watch = watchOne(rules, { ...traits, ...of });
    for (let i = 0; i < 3; i++) watch.apply(buildLeg({ at: T0 + i * SECOND }));
    expect(watch.alerts().flatMap((alert) => alert.rules.map(({ rule }) => rule))).toEqual(fired);
  });
});
