import type { Ledger } from '@sekisho/ledger';
import type { Policy } from '@sekisho/restrictions';
import type { Log } from '@sekisho/runtime';
import type { EnforcerMetrics } from './enforcer-metrics.ts';
import type { JobQueue } from './queue/job-queue.ts';
import type { Target } from './targets/target.ts';
import type { TraitsOf } from './traits.ts';

/** What the steps of a job work with. */
export interface Parts {
  ledger: Ledger;
  target: Target;
  queue: JobQueue;
  policy: Policy;
  traitsOf: TraitsOf;
  metrics: EnforcerMetrics;
  log: Log;
  /** Epoch ms. */
  now(): number;
  /** How long a job may hold a subscriber before another takes over: more than all its requests to the switch. */
  leaseMs: number;
}
