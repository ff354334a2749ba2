import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NewNumberDays } from './new-number-days.ts';

function daysOf(steps: readonly (readonly [day: number, by: number])[]): NewNumberDays {
  const days = new NewNumberDays();
  for (const [day, by] of steps) days.add(day, by);
  return days;
}

describe('days with new numbers', () => {
  it.each([
    { from: 100, to: 104, sum: 4 },
    { from: 101, to: 103, sum: 1 },
    { from: 103, to: 104, sum: 0 },
    { from: 90, to: 101, sum: 3 },
  ])('from $from up to $to had $sum', ({ from, to, sum }) => {
    const days = daysOf([
      [100, 1],
      [102, 1],
      [100, 1],
      [100, 1],
    ]);
    expect(days.between(from, to)).toBe(sum);
  });

  it('are as if it never was where a first call is taken out', () => {
    expect(
      daysOf([
        [100, 1],
        [101, 1],
        [101, -1],
      ] as const).between(0, 200),
    ).toBe(1);
    expect(daysOf([[100, -1]] as const).between(0, 200)).toBe(0);
  });

  it('are forgotten after four weeks, and an older one that comes late is not taken', () => {
    const days = daysOf([
      [100, 5],
      [128, 1],
    ]);
    expect(days.between(0, 128)).toBe(0);
    days.add(99, 3);
    expect(days.between(0, 200)).toBe(1);
  });

  it('come to the same in any order within four weeks', () => {
    const day = fc.integer({ min: 100, max: 127 });
    fc.assert(
      fc.property(fc.array(day), fc.integer({ min: 100, max: 128 }), (all, from) => {
        const shuffled = all.toReversed();
        const [one, other] = [all, shuffled].map((each) => daysOf(each.map((at) => [at, 1])));
        expect(other!.between(from, 128)).toBe(one!.between(from, 128));
        expect(one!.between(from, 128)).toBe(all.filter((at) => at >= from).length);
      }),
    );
  });
});
