import { buildDecision } from '@sekisho/restrictions/testing';
import { createLog } from '@sekisho/runtime';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GivenUp, Postponed } from '../postponed.ts';
import { applyJob } from '../testing/build-job.ts';
import { createInProcessQueue } from './in-process-queue.ts';
import type { HandleJob, JobQueue } from './job-queue.ts';

const job = applyJob(buildDecision(0));
let handled: number[];
let queue: JobQueue;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  handled = [];
  queue = createInProcessQueue(createLog('enforcer', 'silent'));
});
afterEach(() => {
  vi.useRealTimers();
});

function handling(work: (attempt: number) => Promise<void>): HandleJob {
  return async () => {
    handled.push(Date.now());
    await work(handled.length);
  };
}

describe('the queue in process', () => {
  it('runs a job once while it is on its way, and again after', async () => {
    queue.consume(handling(async () => undefined));
    await queue.enqueue(job, 500);
    await queue.enqueue(job);
    await vi.advanceTimersByTimeAsync(1000);
    await queue.enqueue(job);
    await vi.advanceTimersByTimeAsync(1000);
    expect(handled).toEqual([500, 1000]);
  });

  it('tries again, ever later or as it was told, until the handler gives up', async () => {
    queue.consume(
      handling(async (attempt) => {
        if (attempt === 3) throw new Postponed('later', 5000);
        throw attempt === 4 ? new GivenUp('never') : new Error('broken');
      }),
    );
    await queue.enqueue(job);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(handled).toEqual([0, 1000, 3000, 8000]);
  });

  it('waits for the job in hand when it is closed, and starts no other', async () => {
    const work = Promise.withResolvers<void>();
    queue.consume(handling(() => work.promise));
    await queue.enqueue(job);
    await queue.enqueue({ ...job, id: 'r-later' }, 100);
    await vi.advanceTimersByTimeAsync(1);
    let isClosed = false;
    const closing = queue.close().then(() => {
      isClosed = true;
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(isClosed).toBe(false);
    work.resolve();
    await closing;
    expect(handled).toEqual([0]);
  });
});
