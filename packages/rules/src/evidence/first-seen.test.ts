import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FirstSeen } from './first-seen.ts';

type Step =
  | { kind: 'note'; key: number; at: number; span: number }
  | { kind: 'forget'; key: number; since: number }
  | { kind: 'forgetBefore'; at: number };

// More keys than are scanned without an index.
const key = fc.integer({ min: 1, max: 60 });
const at = fc.integer({ min: 0, max: 1000 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      kind: fc.constant('note' as const),
      key,
      at,
      span: fc.integer({ min: 0, max: 50 }),
    }),
  },
  fc.record({ kind: fc.constant('forget' as const), key, since: at }),
  fc.record({ kind: fc.constant('forgetBefore' as const), at: fc.integer({ min: 0, max: 100 }) }),
);

/** The same in the plainest way. */
function applyToMap(known: Map<number, [first: number, last: number]>, step: Step): void {
  if (step.kind === 'note') {
    const [first, last] = known.get(step.key) ?? [step.at, step.at + step.span];
    known.set(step.key, [Math.min(first, step.at), Math.max(last, step.at + step.span)]);
  } else if (step.kind === 'forget') {
    if ((known.get(step.key)?.[0] ?? -1) >= step.since) known.delete(step.key);
  } else {
    for (const [key, [, last]] of known) if (last < step.at) known.delete(key);
  }
}

function applyTo(seen: FirstSeen, step: Step): void {
  if (step.kind === 'note') seen.note(step.key, step.at, step.at + step.span);
  else if (step.kind === 'forget') seen.forgetSince(step.key, step.since);
  else seen.forgetBefore(step.at);
}

it('knows what a map of first and last sights knows', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), at, (steps, by) => {
      const seen = new FirstSeen();
      const known = new Map<number, [number, number]>();
      for (const one of steps) {
        applyTo(seen, one);
        applyToMap(known, one);
      }
      const visited = new Map<number, [number, number]>();
      seen.visit((each, first, last) => visited.set(each, [first, last]));
      expect(visited).toEqual(known);
      expect(seen.size).toBe(known.size);
      for (let each = 1; each <= 60; each++)
        expect(seen.firstAt(each)).toBe(known.get(each)?.[0] ?? Number.POSITIVE_INFINITY);
      expect(seen.countBy(by)).toBe([...known.values()].filter(([first]) => first <= by).length);
    }),
  );
});

it('lets go of what was not seen for longest when there is too much', () => {
  const seen = new FirstSeen();
  for (let i = 0; i < 20_000; i++) seen.note(i, i);
  expect(seen.size).toBeLessThanOrEqual(4096);
  expect(seen.firstAt(19_999)).toBe(19_999);
  expect(seen.firstAt(0)).toBe(Number.POSITIVE_INFINITY);
});
