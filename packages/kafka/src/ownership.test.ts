import { beforeEach, expect, test } from 'vitest';
import { type Grant, Ownership } from './ownership.ts';

const SESSION = 10_000;
let told: string[];
let grants: Grant[];
let ownership: Ownership;

beforeEach(() => {
  told = [];
  grants = [];
  ownership = new Ownership(SESSION, {
    onGrant: (grant) => {
      grants.push(grant);
      grant.isTold = true;
      told.push(`grant ${grant.generation}`);
    },
    onLoss: () => told.push('loss'),
  });
});

test('a join grants nothing until a heartbeat of it is answered', () => {
  ownership.joined('a', [0, 1], 0);
  expect(ownership.grant).toBeUndefined();
  ownership.beat('b', 1, 100);
  expect(ownership.grant).toBeUndefined();
  ownership.beat('a', 1, 100);
  ownership.beat('a', 1, 200);
  expect(ownership.grant).toMatchObject({ memberId: 'a', generation: 1, partitions: [0, 1] });
  expect(told).toEqual(['grant 1']);
});

test('each loss is told once', () => {
  ownership.joined('a', [0], 0);
  ownership.beat('a', 1, 100);
  ownership.lose();
  ownership.lose();
  ownership.joined('a', [0], 200);
  ownership.beat('a', 2, 300);
  ownership.joined('a', [0], 400);
  expect(told).toEqual(['grant 1', 'loss', 'grant 2', 'loss']);
});

test('a loss of what the handler does not know of is not told', () => {
  ownership.joined('a', [0], 0);
  ownership.beat('a', 1, 100);
  grants[0]!.isTold = false;
  ownership.lose();
  expect(told).toEqual(['grant 1']);
});

test('the late answer of an older generation grants nothing', () => {
  ownership.joined('a', [0], 0);
  ownership.beat('a', 1, 100);
  ownership.joined('a', [0, 1], 200);
  ownership.beat('a', 1, 250);
  expect(ownership.grant).toBeUndefined();
  ownership.beat('a', 2, 300);
  expect(ownership.grant?.generation).toBe(2);
});

test('under another id, generations may begin anew', () => {
  ownership.joined('a', [0], 0);
  ownership.beat('a', 9, 100);
  ownership.joined('b', [0], 200);
  ownership.beat('b', 1, 300);
  expect(ownership.grant?.generation).toBe(1);
});

test('silence is a loss before the session ends; an answer then grants again', () => {
  ownership.joined('a', [0], 0);
  ownership.beat('a', 1, 1000);
  ownership.check(1000 + SESSION * 0.8 - 1);
  expect(told).toEqual(['grant 1']);
  ownership.check(1000 + SESSION * 0.8);
  ownership.check(1000 + SESSION);
  expect(told).toEqual(['grant 1', 'loss']);
  ownership.beat('a', 1, 1000 + SESSION);
  expect(told).toEqual(['grant 1', 'loss', 'grant 1']);
  expect(ownership.grant).not.toBe(grants[0]);
});

test('who leaves is told nothing', () => {
  ownership.joined('a', [0], 0);
  ownership.beat('a', 1, 100);
  ownership.leave();
  ownership.beat('a', 1, 200);
  expect(told).toEqual(['grant 1']);
  expect(ownership.isAlive(200)).toBe(false);
});
