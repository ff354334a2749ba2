import type { Engine } from '@sekisho/clickhouse';
import { dropExpiredNumbers, type Ledger } from '@sekisho/ledger';
import type { Policy } from '@sekisho/restrictions';
import {
  type HealthChecks,
  type Log,
  type Metrics,
  repeat,
  tellProblems,
  waitAtMost,
} from '@sekisho/runtime';
import { createBlindnessAlarm } from './blindness/blindness-alarm.ts';
import { BlindnessWatch } from './blindness/blindness-watch.ts';
import { createBreakerWatch } from './breaker-watch.ts';
import { Conditions, type Task } from './conditions.ts';
import { sweepDestinations } from './destinations/sweep-destinations.ts';
import { createEnforcerMetrics } from './enforcer-metrics.ts';
import { createHandleJob } from './handle-job.ts';
import { createLedgerGuard } from './ledger-guard.ts';
import { createMirror } from './mirror.ts';
import { observeTarget } from './observed-target.ts';
import type { Parts } from './parts.ts';
import type { JobQueue } from './queue/job-queue.ts';
import { followDirectory } from './reconcile/follow-directory.ts';
import { Reconciler } from './reconcile/reconciler.ts';
import { sweepDue, sweepStored } from './sweep.ts';
import { sweepAttempts } from './sweep-attempts.ts';
import type { Target } from './targets/target.ts';
import { type TraitsOf, traitsFromLedger } from './traits.ts';

export interface EnforcerOptions {
  ledger: Ledger;
  /** Where decisions are stored, once it can be reached. */
  engine(): Promise<Engine>;
  queue: JobQueue;
  target: Target;
  policy: Policy;
  /** Who a subscriber is; default as the ledger's directory says. */
  traitsOf?: TraitsOf;
  /** Whose decisions the sweep looks for. */
  topic: string;
  sweepEveryMs: number;
  /** How often the nodes of the targets are compared with the ledger. Default 10 s. */
  reconcileEveryMs?: number;
  health: HealthChecks;
  metrics: Metrics;
  log: Log;
  /** Epoch ms. */
  now(): number;
  /** Default 30 s; more than two requests to the target may take. */
  leaseMs?: number;
}

export interface Enforcer {
  /** Looks at once for what is due, as when a person has asked for something. */
  look(): Promise<void>;
  /** Ends the work in hand or leaves it to its lease. What was given to it stays open. */
  stop(): Promise<void>;
}

const MIRROR_EVERY_MS = 1000;
const DROP_EVERY_MS = 3_600_000;
const WATCH_EVERY_MS = 60_000;
/** A store that is gone for longer is looked at when it is back. */
const CHECK_WITHIN_MS = 10_000;

/** Takes jobs from the queue, looks for what the queue lost, and mirrors the ledger. */
export function createEnforcer(options: EnforcerOptions): Enforcer {
  const { queue, engine, topic, log, reconcileEveryMs = 10_000 } = options;
  const conditions = new Conditions(options.health, () => queue.problem());
  tellProblems(options.metrics, options.health);
  const parts = partsOf(options, conditions);
  const mirror = createMirror(parts);
  const reconciler = new Reconciler(parts, options.health, options.metrics);
  const watch = new BlindnessWatch(options);
  const { ledger, now } = options;
  const readBackAt = () => reconciler.readBackAt;
  const alarm = createBlindnessAlarm({ ledger, watch, readBackAt, log, now });
  const watchBreaker = createBreakerWatch(parts.ledger, options.health, parts.metrics);
  const due = async () => {
    await sweepDue(parts);
    await sweepDestinations(parts);
    await watchBreaker();
  };
  const regularly = (task: Task, everyMs: number, work: () => Promise<void>) =>
    repeat(everyMs, () => attempt(task, work, conditions, log));
  const guard = createLedgerGuard(parts);
  const tried = Promise.withResolvers<void>();
  const mark = async () => {
    try {
      await guard(await engine());
    } finally {
      tried.resolve();
    }
  };
  const checked = waitAtMost(CHECK_WITHIN_MS, tried.promise);
  const handle = createHandleJob(parts);
  // Nothing is barred by a ledger that may be older than what was done.
  queue.consume(async (job) => {
    await checked;
    return handle(job);
  });
  const { sweepEveryMs } = options;
  const repeated = [
    regularly('due', sweepEveryMs, due),
    regularly('stored', sweepEveryMs, async () => sweepStored(parts, await engine(), topic)),
    regularly('due', DROP_EVERY_MS, async () => {
      await dropExpiredNumbers(options.ledger, options.now());
    }),
    regularly('watch', WATCH_EVERY_MS, async () => watch.look(await engine())),
    // By itself: the store may be what is gone.
    regularly('alarm', WATCH_EVERY_MS, alarm),
    regularly('mark', sweepEveryMs, mark),
    regularly('attempts', sweepEveryMs, async () => sweepAttempts(parts, await engine())),
    regularly('mirror', MIRROR_EVERY_MS, async () => mirror(await engine())),
    regularly('compare', reconcileEveryMs, () => reconciler.round()),
    // By itself: a node that is away must not keep the others from being compared.
    regularly('lines', reconcileEveryMs, () => followDirectory(parts)),
  ];
  return {
    look: () => attempt('due', due, conditions, log),
    async stop() {
      await Promise.all([queue.close(), ...repeated.map((each) => each.stop())]);
    },
  };
}

function partsOf(options: EnforcerOptions, conditions: Conditions): Parts {
  const { ledger, queue, policy, log, now, leaseMs = 30_000 } = options;
  const target = observeTarget(options.target, conditions);
  const metrics = createEnforcerMetrics(options.metrics);
  const traitsOf = options.traitsOf ?? traitsFromLedger(ledger);
  return { ledger, target, queue, policy, traitsOf, metrics, log, now, leaseMs };
}

/** A failure is said once, shows in the health, and passes by the next time. */
async function attempt(
  task: Task,
  work: () => Promise<void>,
  conditions: Conditions,
  log: Log,
): Promise<void> {
  try {
    await work();
    conditions.succeeded(task, 'postgres');
    if (task === 'stored' || task === 'mirror') conditions.succeeded('clickhouse');
  } catch (error) {
    if (conditions.failed(error, task)) log.warn({ err: error, task }, 'is tried again');
  }
}
