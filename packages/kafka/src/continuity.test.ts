import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Continuity, type Membership } from './continuity.ts';

function membership(generation: number, partitions: readonly number[], memberId = 'a'): Membership {
  return { memberId, generation, partitions };
}

/** One who was told of generation 5 with the partitions 0, 1 and 2. */
function toldOfFive(): Continuity {
  const continuity = new Continuity();
  continuity.joined('a', [0, 1, 2]);
  continuity.told(membership(5, [0, 1, 2]));
  return continuity;
}

test('the first assignment continues nothing', () => {
  const continuity = new Continuity();
  continuity.joined('a', [0]);
  expect(continuity.isUnbroken(membership(1, [0]))).toBe(false);
});

test.each([
  { name: 'the next generation', joins: [[0, 1]], next: membership(6, [0, 1]), unbroken: true },
  { name: 'the same, after silence', joins: [], next: membership(5, [0, 1, 2]), unbroken: true },
  {
    name: 'a generation without it',
    joins: [[0, 1]],
    next: membership(7, [0, 1]),
    unbroken: false,
  },
  { name: 'all kept over two', joins: [[0, 1], [0]], next: membership(7, [0]), unbroken: true },
  { name: 'one lent out', joins: [[1], [0, 1]], next: membership(7, [0, 1]), unbroken: false },
  { name: 'one that is new', joins: [[0], [0, 9]], next: membership(7, [0, 9]), unbroken: true },
  { name: 'an older generation', joins: [[0]], next: membership(4, [0]), unbroken: false },
])('$name: $unbroken', ({ joins, next, unbroken }) => {
  const continuity = toldOfFive();
  for (const partitions of joins) continuity.joined('a', partitions);
  expect(continuity.isUnbroken(next)).toBe(unbroken);
});

test('put out and back under another id, nothing continues, whatever the number', () => {
  const continuity = toldOfFive();
  continuity.joined('b', [0, 1, 2]);
  expect(continuity.isUnbroken(membership(6, [0, 1, 2], 'b'))).toBe(false);
  continuity.told(membership(6, [0, 1, 2], 'b'));
  continuity.joined('b', [0]);
  expect(continuity.isUnbroken(membership(7, [0], 'b'))).toBe(true);
});

// A history of the group: who had each partition in each generation, one member being ours.
const owners = fc.array(fc.constantFrom('a', 'other'), { minLength: 3, maxLength: 3 });
const generations = fc.array(fc.record({ owners, weJoin: fc.boolean() }), { maxLength: 5 });

test('it is never called unbroken when somebody else has owned what is kept', () => {
  fc.assert(
    fc.property(generations, (history) => {
      const continuity = toldOfFive();
      const ours = history.map((one) => (one.weJoin ? partitionsOf(one.owners) : []));
      history.forEach(({ weJoin }, at) => {
        if (weJoin) continuity.joined('a', ours[at]!);
      });
      const last = ours.at(-1) ?? [0, 1, 2];
      const unbroken = continuity.isUnbroken(membership(5 + history.length, last));
      const kept = last.filter((partition) => partition < 3);
      const lent = ours.some((had) => kept.some((partition) => !had.includes(partition)));
      expect(unbroken && lent).toBe(false);
      if (history.every(({ weJoin }) => weJoin)) expect(unbroken).toBe(!lent);
    }),
  );
});

function partitionsOf(owned: readonly string[]): number[] {
  return owned.flatMap((owner, partition) => (owner === 'a' ? [partition] : []));
}
