import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../decide.ts';
import { extendBar } from './extend.ts';
import { parsePolicy } from './parse-policy.ts';
import { plainPolicy } from './plain-policy.ts';
import { actionOf } from './respond.ts';
import { parseLength, parseSpan } from './span.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const tokyo = (text: string) => Date.parse(`${text}+09:00`);
/** From nine to six on working days. */
const opensAt = (at: number): number => {
  const local = at + 9 * HOUR;
  const day = Math.floor(local / DAY);
  const isWorkday = ![0, 6].includes(new Date(local).getUTCDay());
  const opens = day * DAY + 9 * HOUR;
  if (!isWorkday || local >= opens + 9 * HOUR) return opensAt((day + 1) * DAY - 9 * HOUR);
  return Math.max(local, opens) - 9 * HOUR;
};

describe('spans', () => {
  it.each([
    ['30m', HOUR / 2],
    ['12h', 12 * HOUR],
    ['PT12H', 12 * HOUR],
    ['P1DT6H', 30 * HOUR],
    ['P', undefined],
    ['PT', undefined],
    ['P1DT', undefined],
    ['PT0H', undefined],
    ['0h', undefined],
    ['-1h', undefined],
    ['12', undefined],
  ])('%s', (text, ms) => {
    expect(parseSpan(text)).toBe(ms);
  });

  it.each([
    ['12h', { kind: 'span', ms: 12 * HOUR }],
    ['until-desk', { kind: 'until-desk', plusMs: 0 }],
    ['until-desk + 2h', { kind: 'until-desk', plusMs: 2 * HOUR }],
    ['until-desk+', undefined],
  ])('%s', (text, length) => {
    expect(parseLength(text)).toEqual(length);
  });
});

const policyWith = (length: string) =>
  parsePolicy(
    `name: t
services:
  s:
    longest: 2d
    severities: { critical: { action: restrict, for: ${length} } }`,
    't',
    { version: (name) => name, opensAt: (_, at) => opensAt(at) },
  );

describe('the end of a bar', () => {
  it.each([
    ['12h', '2026-11-18T20:00', '2026-11-19T08:00'],
    ['until-desk', '2026-11-18T20:00', '2026-11-19T09:00'],
    ['until-desk+2h', '2026-11-18T20:00', '2026-11-19T11:00'],
    ['until-desk+2h', '2026-11-18T10:00', '2026-11-18T12:00'],
    ['until-desk+2h', '2026-11-20T20:00', '2026-11-22T20:00'],
  ])('%s, begun %s', (length, begin, end) => {
    const at = tokyo(begin);
    expect(policyWith(length).untilOf('s', 'critical', at, at)).toBe(tokyo(end));
  });

  it('is the decision’s where the policy says nothing, and never later than the longest', () => {
    const plain = plainPolicy(['*'], 1);
    fc.assert(
      fc.property(fc.nat(4e9), fc.nat(4e9), (begin, decided) => {
        const until = plain.untilOf('any', 'critical', begin, decided);
        expect(until).toBe(Math.min(decided, begin + 7 * DAY));
      }),
    );
  });
});

describe('extending', () => {
  const extension = { byMs: 6 * HOUR, upToMs: 48 * HOUR, attempts: 1 };

  it.each([
    ['nobody tried', 12, 0, 11, undefined],
    ['the last try was long ago', 12, 3, 6, undefined],
    ['tried lately', 12, 1, 7, { kind: 'prolong', until: 18 * HOUR }],
    ['near the cap', 45, 1, 44, { kind: 'prolong', until: 48 * HOUR }],
    ['at the cap', 48, 1, 47, { kind: 'cap' }],
  ])('%s', (_, until, attempts, last, expected) => {
    const bar = { at: 0, until: until * HOUR, attempts, last: last * HOUR };
    expect(extendBar(bar, extension)).toEqual(expected);
  });

  it('never goes beyond the cap, and only ever later, however often it is tried', () => {
    const hours = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(hours, hours, fc.array(fc.nat(200)), (by, upTo, tries) => {
        const limits = { byMs: by * HOUR, upToMs: upTo * HOUR, attempts: 1 };
        let until = Math.min(12, upTo) * HOUR;
        for (const last of tries) {
          const step = extendBar({ at: 0, until, attempts: 1, last: last * HOUR }, limits);
          if (step?.kind !== 'prolong') continue;
          expect(step.until).toBeGreaterThan(until);
          expect(step.until).toBeLessThanOrEqual(upTo * HOUR);
          until = step.until;
        }
      }),
    );
  });
});

it.each([
  ['ask', false, 'ask'],
  ['ask', true, 'propose'],
  ['propose', true, 'restrict'],
  ['restrict', true, 'restrict'],
  ['restrict', false, 'restrict'],
] as const)('%s, on probation %s: %s', (action, isOnProbation, expected) => {
  expect(actionOf(action, isOnProbation)).toBe(expected);
});

it('bars only where the mode is enforce, the policy restricts, and nobody holds it', () => {
  const time = fc.integer({ min: 0, max: 2_000_000 });
  fc.assert(
    fc.property(
      fc.record({ until: time, evidenceAt: time, evidenceStartedAt: time }),
      fc.record({
        mode: fc.constantFrom('enforce' as const, 'shadow' as const, 'propose' as const),
        action: fc.constantFrom('ask' as const, 'propose' as const, 'restrict' as const),
        heldBy: fc.constantFrom(undefined, 'person' as const, 'breaker' as const),
        isProtected: fc.boolean(),
        now: time,
      }),
      (evidence, context) => {
        const { state } = decide(evidence, context);
        if (context.mode === 'shadow') expect(['shadow', 'expired']).toContain(state);
        if (state !== 'applying') return;
        expect(context).toMatchObject({
          mode: 'enforce',
          action: 'restrict',
          isProtected: false,
        });
        expect(context.heldBy).toBeUndefined();
      },
    ),
  );
});
