import { expect, it } from 'vitest';
import { Gate } from './gate.ts';

it('lets so many pass at once, in their order, failures included', async () => {
  const gate = new Gate(2);
  const done: number[] = [];
  let inside = 0;
  const work = async (n: number) => {
    inside += 1;
    expect(inside).toBeLessThanOrEqual(2);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
    done.push(n);
    if (n === 1) throw new Error('one fails');
  };
  const outcomes = await Promise.allSettled([0, 1, 2, 3, 4].map((n) => gate.pass(() => work(n))));
  expect(outcomes.map(({ status }) => status === 'rejected')).toEqual([0, 1, 0, 0, 0].map(Boolean));
  expect(done).toEqual([0, 1, 2, 3, 4]);
});
