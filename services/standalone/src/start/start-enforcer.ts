import type { Engine } from '@sekisho/clickhouse';
import {
  createDryRunTarget,
  createEnforcer,
  createInProcessQueue,
  createPolicySource,
  createWebhookTarget,
  type Enforcer,
  type JobQueue,
  type PolicySource,
} from '@sekisho/enforcer';
import type { Directory, Ledger } from '@sekisho/ledger';
import type { Lifetime, Log } from '@sekisho/runtime';
import { TOPIC } from './feed.ts';
import type { PartObservation } from './observation.ts';
import type { StartOptions } from './start-options.ts';

export interface EnforcerParts {
  options: StartOptions;
  directory: Directory;
  ledger: Ledger;
  engine: Engine;
  observed: PartObservation;
  lifetime: Lifetime;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

export interface StartedEnforcer {
  enforcer: Enforcer;
  queue: JobQueue;
  /** What carries its decisions out. */
  targetName: string;
  policy: PolicySource;
}

const SWEEP_EVERY_MS = 30_000;

/** The enforcer in this process, woken by jobs in memory; what these lose the sweep finds. */
export function startEnforcer(parts: EnforcerParts): StartedEnforcer {
  const { options, directory, ledger, engine, observed, lifetime, log, now } = parts;
  const queue = createInProcessQueue(log);
  const { health } = observed;
  const policy = createPolicySource({ ...options.policy, health, log });
  const { webhook } = options;
  const target =
    webhook === undefined
      ? createDryRunTarget(ledger, log, now)
      : createWebhookTarget({ ...webhook, now });
  lifetime.add('target', target, (open) => open.close());
  const enforcer = createEnforcer({
    ledger,
    engine: () => Promise.resolve(engine),
    queue,
    target,
    policy: policy.policy,
    traitsOf: async (subscriber, at) => directory.of(subscriber, at),
    topic: TOPIC,
    sweepEveryMs: SWEEP_EVERY_MS,
    ...observed,
    log,
    now,
  });
  lifetime.add('enforcer', enforcer, (started) => started.stop());
  return { enforcer, queue, targetName: target.name, policy };
}
