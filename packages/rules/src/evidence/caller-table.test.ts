import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Caller, leavesAt } from './range-caller.ts';
import { RangeTable } from './range-table.ts';

const HOUR = 3_600_000;

interface Step {
  key: string;
  subscriber: string;
  /** Hours. */
  at: number;
  suspicion: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  key: fc.constantFrom('8821234', '37190', 'LV'),
  subscriber: fc.integer({ min: 0, max: 30 }).map((n) => `N${n}`),
  at: fc.integer({ min: 0, max: 400 }),
  suspicion: fc.constantFrom(0, 0.5, 1.5),
});

/** Calls come nearly in order. */
function inTime(steps: Step[]): Step[] {
  return steps.toSorted((a, b) => Math.floor(a.at / 10) - Math.floor(b.at / 10));
}

function callerOf({ at, suspicion }: Step, known: Caller | undefined): Caller {
  return {
    since: Math.min(known?.since ?? Number.POSITIVE_INFINITY, at * HOUR),
    at: Math.max(known?.at ?? 0, at * HOUR),
    number: at,
    range: '',
    suspicion: Math.max(known?.suspicion ?? 0, suspicion),
    novel: 1,
  };
}

describe('a table of ranges', () => {
  it('knows the callers of each range as a map of maps does, in the same order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const table = new RangeTable();
        const maps = new Map<string, Map<string, Caller>>();
        for (const one of inTime(steps)) {
          const callers = maps.get(one.key) ?? new Map<string, Caller>();
          maps.set(one.key, callers);
          for (const [subscriber, caller] of callers)
            if (leavesAt(caller) <= one.at * HOUR) callers.delete(subscriber);
          const range = table.of(one.key, one.at * HOUR);
          range.forget(one.at * HOUR);
          const caller = callerOf(one, callers.get(one.subscriber));
          expect(range.get(one.subscriber)).toEqual(callers.get(one.subscriber));
          callers.set(one.subscriber, caller);
          range.set(one.subscriber, caller);
          expect([...table.of(one.key, 0)]).toEqual([...callers]);
          expect(range.size).toBe(callers.size);
        }
      }),
    );
  });

  it('counts who left without having been barred', () => {
    const range = new RangeTable().of('LV', 0);
    const caller = { since: 0, at: 0, number: 1, range: '', suspicion: 0, novel: 1 };
    range.set('N1', caller);
    range.set('N2', { ...caller, suspicion: 1.5 });
    range.forget(9 * 24 * HOUR);
    expect([range.before, range.size]).toEqual([1, 0]);
  });

  it('begins anew with a range that was forgotten', () => {
    const table = new RangeTable();
    const caller = { since: 0, at: 0, number: 1, range: '', suspicion: 0, novel: 1 };
    table.of('LV', 0).set('N1', caller);
    table.of('37190', 5).set('N1', caller);
    table.forgetBefore(5);
    expect([...table.of('37190', 6)]).toHaveLength(1);
    const again = table.of('LV', 7);
    expect([again.size, again.since, [...again]]).toEqual([0, 7, []]);
  });
});
