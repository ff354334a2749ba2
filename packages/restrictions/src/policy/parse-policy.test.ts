import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from './parse-policy.ts';
import type { PolicyError } from './policy-error.ts';

const parts = { version: (name: string) => `${name}@1` };
const parse = (text: string) => parsePolicy(text, 'policy.yaml', parts);

const ENFORCED = `
name: ours
breaker: { bars: 7, within: 30m }
services:
  '*':
    longest: 3d
    releasePath: the NOC
    terms: { clause: Article 23, version: '3.1', date: 2015-08-20 }
    allow: ['+81312345678']
  hikari:
    mode: enforce
    severities: { critical: { action: restrict, for: PT12H, teardown: true } }
    subscribers: { lift-1: { allow: ['+81398765432'] } }
`;

function messageOf(text: string): string {
  try {
    parse(text);
  } catch (error) {
    expect((error as PolicyError).code).toBe('policy-invalid');
    return (error as PolicyError).message;
  }
  return '';
}

describe('parsePolicy', () => {
  it('reads the one that ships, which bars nobody', () => {
    const file = join(import.meta.dirname, '..', '..', 'policies', 'default.yaml');
    const policy = parse(readFileSync(file, 'utf8'));
    expect(policy.enforced).toEqual([]);
    expect(policy.of('anything')).toMatchObject({
      mode: 'shadow',
      extension: { upToMs: 172_800_000 },
    });
  });

  it('gives a service what it leaves out from *', () => {
    const policy = parse(ENFORCED);
    expect(policy).toMatchObject({
      version: 'ours@1',
      enforced: ['hikari'],
      breaker: { bars: 7, withinMs: 1_800_000 },
    });
    const hikari = policy.of('hikari');
    expect(hikari).toMatchObject({
      mode: 'enforce',
      terms: { clause: 'Article 23', version: '3.1', date: '2015-08-20' },
      longestMs: 259_200_000,
      responses: { critical: { teardown: true, length: { kind: 'span', ms: 43_200_000 } } },
    });
    expect(hikari.allowOf('lift-1')).toEqual(['81312345678', '81398765432']);
    expect(hikari.allowOf('constructor')).toEqual(['81312345678']);
    expect(policy.of('toString').mode).toBe('shadow');
  });

  it.each([
    ['name: [', /^policy\.yaml:1: .*; mend the YAML there/],
    ['name: ours', /^policy\.yaml:1: services: .*see docs\/policy\.md/],
    [
      'name: ours\nservices:\n  hikari:\n    mode: enforce\n',
      /^policy\.yaml:4: services\.hikari\.mode: enforce needs releasePath.*\npolicy\.yaml:4: .*enforce needs terms/,
    ],
    ['name: ours\nservices: {}\nstaleAfter: soon', /:3: staleAfter: write a span such as 30m/],
    ['name: ours\nservices: { a: { typo: 1 } }', /:2: services\.a: .*typo/],
    [
      'name: ours\nservices: { a: { allBut: usual } }',
      /:2: services\.a\.allBut: no target can tell/,
    ],
    [
      'name: ours\nservices: { a: { allow: ["ref:0123456789abcdef"] } }',
      /:2: services\.a\.allow\.0: write \+, .*no switch knows a ref/,
    ],
    ['name: ours\nservices: { a: { longest: 1h, extend: { by: 1h, upTo: 2h } } }', /upTo: longer/],
    ['name: ours\nservices: { a: { extend: { by: 3h, upTo: 2h } } }', /by: a step longer/],
    [
      'name: ours\nservices: { a: { severities: { critical: { action: restrict, for: 9d } } } }',
      /longer/,
    ],
    [
      'name: ours\nservices: { a: { severities: { critical: { action: restrict, for: until-desk } } } }',
      /name a notices file/,
    ],
    ['name: ours\nservices: { a: { allow: ["0312345678"] } }', /write \+, country code/],
    [
      'name: ours\nservices: { a: { terms: { clause: x, version: "1", date: 2015-02-30 } } }',
      /no such day/,
    ],
  ])('refuses %j', (text, message) => {
    expect(messageOf(text)).toMatch(message);
  });
});
