import type { Ledger } from '@sekisho/ledger';
import { plainPolicy, type RestrictionJob } from '@sekisho/restrictions';
import { createLog } from '@sekisho/runtime';
import type { Parts } from '../parts.ts';
import type { JobQueue } from '../queue/job-queue.ts';
import { createWebhookTarget } from '../targets/webhook.ts';
import { SECRET, type Switch } from './switch.ts';

/** A clock that stands until it is moved. */
export interface Clock {
  now: number;
}

/** Remembers what was enqueued, and runs nothing. */
interface NotedQueue extends JobQueue {
  readonly jobs: { job: RestrictionJob; delayMs: number }[];
}

function notedQueue(): NotedQueue {
  const jobs: NotedQueue['jobs'] = [];
  return {
    jobs,
    async enqueue(job, delayMs = 0) {
      jobs.push({ job, delayMs });
    },
    consume: () => undefined,
    problem: () => undefined,
    close: async () => undefined,
  };
}

const noMetrics: Parts['metrics'] = {
  job: () => undefined,
  barredAfter: () => undefined,
  found: () => undefined,
  targetError: () => undefined,
  open: () => undefined,
  mirrorBacklog: () => undefined,
  breakerTripped: () => undefined,
  breakerOpen: () => undefined,
};

export type TestParts = Parts & { queue: NotedQueue };

/** Everything enforced, at a webhook. */
export function buildParts(
  ledger: Ledger,
  { url }: Pick<Switch, 'url'>,
  clock: Clock,
  changes: Partial<Parts> = {},
): TestParts {
  const now = () => clock.now;
  return {
    ledger,
    target: createWebhookTarget({ url, secret: SECRET, timeoutMs: 500, now }),
    queue: notedQueue(),
    policy: plainPolicy(['*'], 900_000),
    traitsOf: async () => undefined,
    metrics: noMetrics,
    log: createLog('enforcer', 'silent'),
    now,
    leaseMs: 30_000,
    ...changes,
  } as TestParts;
}
