import { expect, test } from 'vitest';
import { Positions } from './positions.ts';

function positionsAt(committed: number | null): Positions {
  const positions = new Positions();
  positions.begin([{ partition: 7, committed }]);
  return positions;
}

test.each([
  { committed: 400, fetchedFrom: 400, fits: true },
  { committed: 400, fetchedFrom: 500, fits: false },
  { committed: 400, fetchedFrom: 300, fits: false },
  { committed: 0, fetchedFrom: 0, fits: true },
  { committed: null, fetchedFrom: 0, fits: true },
  { committed: null, fetchedFrom: 12, fits: false },
  { committed: 400, fetchedFrom: Number.NaN, fits: false },
])('fetched from $fetchedFrom, committed $committed: $fits', ({ committed, fetchedFrom, fits }) => {
  expect(positionsAt(committed).fits(7, fetchedFrom)).toBe(fits);
});

test('a partition that is not owned fits nowhere', () => {
  const positions = positionsAt(400);
  expect(positions.fits(8, 0)).toBe(false);
  expect(positions.seek(8)).toBeUndefined();
  positions.advance(8, 10);
  expect(positions.fits(8, 10)).toBe(false);
});

test('what comes after seeking is right, once', () => {
  const positions = positionsAt(400);
  expect(positions.seek(7)).toBe(400);
  expect(positions.fits(7, 1000)).toBe(true);
  positions.advance(7, 1010);
  expect(positions.fits(7, 1010)).toBe(true);
  expect(positions.fits(7, 2000)).toBe(false);
});

test('offsets passed over count, unless they are those of an older fetch', () => {
  const positions = positionsAt(400);
  positions.passOver(7, 900, 901);
  expect(positions.fits(7, 400)).toBe(true);
  positions.passOver(7, 400, 401);
  expect(positions.fits(7, 401)).toBe(true);
});

test('an assignment forgets the one before', () => {
  const positions = positionsAt(400);
  positions.seek(7);
  positions.begin([{ partition: 8, committed: 5 }]);
  expect(positions.fits(7, 400)).toBe(false);
  positions.begin([{ partition: 7, committed: 400 }]);
  expect(positions.fits(7, 900)).toBe(false);
});
