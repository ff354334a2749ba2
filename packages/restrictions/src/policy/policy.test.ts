import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../decide.ts';
import { type Desk, deskOpenFrom } from './desk.ts';
import { extendBar } from './extend.ts';
import { parsePolicy } from './parse-policy.ts';
import { plainPolicy } from './plain-policy.ts';
import { actionOf } from './respond.ts';
import { parseLength, parseSpan } from './span.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const tokyo = (text: string) => Date.parse(`${text}+09:00`);
/** New Year's Day is the only holiday. */
const isHoliday = (day: number) => new Date(day * DAY).toJSON().slice(5, 10) === '01-01';
const calendar = { offsetAt: () => 9 * HOUR, isHoliday };

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

const window = (weekday: number) => ({ weekday, from: 9 * 60, to: 18 * 60 });
const weekdays: Desk = { windows: [1, 2, 3, 4, 5].map(window), closedOn: 'holidays' };
const daily: Desk = { windows: [0, 1, 2, 3, 4, 5, 6].map(window), closedOn: 'year-end' };

describe('a desk', () => {
  it.each([
    ['open', weekdays, '2026-11-18T10:00', '2026-11-18T10:00'],
    ['before it opens', weekdays, '2026-11-18T03:00', '2026-11-18T09:00'],
    ['as it closes', weekdays, '2026-11-18T18:00', '2026-11-19T09:00'],
    ['on Friday night', weekdays, '2026-11-20T23:00', '2026-11-23T09:00'],
    ['on the eve of a holiday', weekdays, '2026-12-31T20:00', '2027-01-04T09:00'],
    ['at the end of the year', daily, '2026-12-28T19:00', '2027-01-04T09:00'],
    ['on a Saturday', daily, '2026-11-21T10:00', '2026-11-21T10:00'],
  ])('%s', (_, desk, at, expected) => {
    expect(deskOpenFrom(desk, tokyo(at), calendar)).toBe(tokyo(expected));
  });

  it('that never opens', () => {
    const never: Desk = { ...weekdays, closedOn: 'holidays' };
    const closed = { ...calendar, isHoliday: () => true };
    expect(deskOpenFrom(never, 0, closed)).toBeUndefined();
  });

  it('opens in its own hours, and never before it is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (at) => {
        const open = deskOpenFrom(weekdays, at, calendar)!;
        expect(open).toBeGreaterThanOrEqual(at);
        const minute = Math.floor(((open + 9 * HOUR) % DAY) / 60_000);
        expect(minute).toBeGreaterThanOrEqual(9 * 60);
        expect(minute).toBeLessThan(18 * 60);
        expect([0, 6]).not.toContain(new Date(open + 9 * HOUR).getUTCDay());
      }),
    );
  });
});

const policyWith = (length: string) =>
  parsePolicy(
    `name: t
services:
  s:
    longest: 2d
    desk: { hours: [{ days: [mon, tue, wed, thu, fri], from: "09:00", to: "18:00" }] }
    severities: { critical: { action: restrict, for: ${length} } }`,
    't',
    { version: (name) => name, isHoliday },
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
