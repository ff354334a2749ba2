import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TimerQueue } from './timer-queue.ts';

it('gives timers in the order they fall due', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000)), (dues) => {
      const queue = new TimerQueue();
      dues.forEach((due, subscriber) => {
        queue.push(due, subscriber);
      });
      const taken: number[] = [];
      while (queue.earliest !== Number.POSITIVE_INFINITY) taken.push(dues[queue.pop()]!);
      expect(taken).toEqual([...dues].sort((a, b) => a - b));
      expect(queue.pop()).toBe(-1);
    }),
  );
});
