import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Boosted, boost } from './boost.ts';
import { Samples } from './samples.ts';

const OPTIONS = { rounds: 40, rate: 0.3, parts: 2 };

/** Evidence 0 and 1 each reach 2 in lawful traffic; only together are they an attack. */
function together(): Samples {
  const samples = new Samples(3);
  for (let i = 0; i < 400; i++) {
    const [first, second] = [i % 2 === 0, i % 4 < 2];
    samples.add([first ? 2 : 0.5, second ? 2 : 0.5, (i % 7) / 7], first && second, 1);
  }
  return samples;
}

function sumOf({ steps, edges }: Boosted, strengths: readonly number[]): number {
  const holding = steps.filter(({ when }) =>
    when.every(({ evidence, bin }) => strengths[evidence]! >= edges[evidence]![bin - 1]!),
  );
  return holding.reduce((sum, { value }) => sum + value, 0);
}

describe('boost', () => {
  it('finds what only two pieces of evidence together tell', () => {
    const boosted = boost(together(), OPTIONS);
    const [both, first, second] = [
      [2, 2, 0],
      [2, 0.5, 1],
      [0.5, 2, 1],
    ].map((strengths) => sumOf(boosted, strengths));
    expect(both).toBeGreaterThan(4);
    expect(first).toBeLessThan(both! / 4);
    expect(second).toBeLessThan(both! / 4);
  });

  it('only adds, under one to three conditions, so that more never comes to less', () => {
    const boosted = boost(together(), OPTIONS);
    expect(boosted.steps.length).toBeGreaterThan(0);
    for (const { when, value } of boosted.steps) {
      expect(value).toBeGreaterThan(0);
      expect([1, 2, 3]).toContain(when.length);
      expect(new Set(when.map(({ evidence }) => evidence)).size).toBe(when.length);
    }
    const strengths = fc.array(fc.double({ min: 0, max: 3, noNaN: true }), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(
        strengths,
        fc.nat(2),
        fc.double({ min: 0, max: 3, noNaN: true }),
        (of, at, by) => {
          const more = sumOf(boosted, of.with(at, of[at]! + by));
          expect(more).toBeGreaterThanOrEqual(sumOf(boosted, of));
        },
      ),
    );
  });

  it('takes no step for one weighing of an attack among many', () => {
    const samples = new Samples(1);
    for (let i = 0; i < 100; i++) samples.add([0.5], true, 1);
    for (let i = 0; i < 100; i++) samples.add([0.5], false, 1);
    samples.add([9], true, 1);
    const { steps } = boost(samples, OPTIONS);
    expect(sumOf({ ...boost(samples, OPTIONS), steps }, [9])).toBe(
      sumOf(boost(samples, OPTIONS), [0.5]),
    );
  });

  it('lets samples be weighed anew between its parts', () => {
    const seen: number[] = [];
    boost(together(), { ...OPTIONS, onPart: (scores) => seen.push(scores.length) });
    expect(seen).toEqual([400]);
  });
});
