import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Claimant, sharePartitions } from './share-partitions.ts';

function claimant(memberId: string, partitions: readonly number[] = [], generation = 1): Claimant {
  return { memberId, generation, partitions };
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at);
}

test.each([
  {
    name: 'nobody owns anything',
    members: [claimant('a'), claimant('b')],
    shares: { a: [0, 1, 2], b: [3, 4] },
  },
  {
    name: 'a second joins',
    members: [claimant('b'), claimant('a', upTo(5))],
    shares: { a: [0, 1, 2], b: [3, 4] },
  },
  {
    name: 'the others share what one leaves',
    members: [claimant('a', [0, 3]), claimant('b', [1])],
    shares: { a: [0, 2, 3], b: [1, 4] },
  },
  {
    name: 'who owns more gets the larger share',
    members: [claimant('a', [0]), claimant('b', [1, 2, 3])],
    shares: { a: [0, 4], b: [1, 2, 3] },
  },
  {
    name: 'one who was put out claims what another has had since',
    members: [claimant('a', upTo(5), 4), claimant('b', [0, 1], 5)],
    shares: { a: [2, 3, 4], b: [0, 1] },
  },
  {
    name: 'of the same generation, the order of ids decides',
    members: [claimant('b', [1, 2]), claimant('a', [0, 1])],
    shares: { a: [0, 1, 3], b: [2, 4] },
  },
  {
    name: 'what does not exist is not shared',
    members: [claimant('a', [0, 7, 9]), claimant('b', [9])],
    shares: { a: [0, 1, 2], b: [3, 4] },
  },
])('$name', ({ members, shares }) => {
  expect(Object.fromEntries(sharePartitions(upTo(5), members))).toEqual(shares);
});

const counts = fc.integer({ min: 0, max: 12 });
const claimants = fc
  .array(
    fc.record({
      generation: fc.integer({ min: 0, max: 4 }),
      partitions: fc.array(fc.integer({ min: 0, max: 14 }), { maxLength: 12 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((claims) => claims.map((claim, at) => ({ ...claim, memberId: `m${at}` })));

test('every partition has one owner, and nobody has two more than another', () => {
  fc.assert(
    fc.property(counts, claimants, (count, members) => {
      const shares = sharePartitions(upTo(count), members);
      expect([...shares.keys()].toSorted()).toEqual(members.map(({ memberId }) => memberId));
      expect([...shares.values()].flat().toSorted((a, b) => a - b)).toEqual(upTo(count));
      const sizes = [...shares.values()].map((share) => share.length);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test('the order of members does not matter', () => {
  fc.assert(
    fc.property(counts, claimants, fc.nat(), (count, members, seed) => {
      const turned = members.map((_, at) => members[(at + seed) % members.length]!);
      expect(sharePartitions(upTo(count).toReversed(), turned.toReversed())).toEqual(
        sharePartitions(upTo(count), members),
      );
    }),
  );
});

test('a group that stays as it is moves nothing', () => {
  fc.assert(
    fc.property(counts, claimants, (count, members) => {
      const shares = sharePartitions(upTo(count), members);
      expect(sharePartitions(upTo(count), claimantsOf(shares))).toEqual(shares);
    }),
  );
});

test('whoever joins and leaves, no sharing that is as even keeps more', () => {
  const changes = fc.record({ leaving: fc.nat({ max: 5 }), joining: fc.nat({ max: 3 }) });
  fc.assert(
    fc.property(counts, claimants, changes, (count, members, { leaving, joining }) => {
      const before = sharePartitions(upTo(count), members);
      const staying = claimantsOf(before).slice(leaving);
      const joined = upTo(joining).map((at) => claimant(`n${at}`));
      const now = [...staying, ...joined];
      fc.pre(now.length > 0);
      const after = sharePartitions(upTo(count), now);
      const kept = now.map(({ memberId, partitions }) => {
        return new Set(partitions).intersection(new Set(after.get(memberId))).size;
      });
      const sizes = now.map(({ partitions }) => partitions.length);
      expect(kept.reduce((sum, one) => sum + one, 0)).toBe(mostKept(sizes, count));
    }),
  );
});

/** Tries every choice of those who get one more than the others. */
function mostKept(sizes: readonly number[], count: number): number {
  const least = Math.floor(count / sizes.length);
  const larger = count % sizes.length;
  const choices = upTo(2 ** sizes.length).filter((bits) => bitsOf(bits) === larger);
  const keptBy = (bits: number) =>
    sizes.reduce((sum, size, at) => sum + Math.min(size, least + ((bits >> at) & 1)), 0);
  return Math.max(...choices.map(keptBy));
}

function bitsOf(number: number): number {
  return [...number.toString(2)].filter((digit) => digit === '1').length;
}

function claimantsOf(shares: ReadonlyMap<string, readonly number[]>): Claimant[] {
  return [...shares].map(([memberId, partitions]) => claimant(memberId, partitions));
}
