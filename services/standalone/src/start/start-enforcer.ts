import type { Engine } from '@sekisho/clickhouse';
import {
  chooseTarget,
  createEnforcer,
  createInProcessQueue,
  createNotices,
  createPolicySource,
  type Enforcer,
  type JobQueue,
  loadDelivery,
  type Notices,
  type PolicySource,
  type Target,
} from '@sekisho/enforcer';
import type { Directory, Ledger } from '@sekisho/ledger';
import type { Lifetime, Log } from '@sekisho/runtime';
import { TOPIC } from './feed.ts';
import type { PartObservation } from './observation.ts';
import type { StartOptions } from './start-options.ts';

export interface EnforcerParts {
  options: StartOptions;
  ledger: Ledger;
  /** Whose lines are which. */
  directory: Directory;
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
  notices: Notices;
  /** What carries its decisions out. */
  target: Target;
  policy: PolicySource;
}

const SWEEP_EVERY_MS = 30_000;

/** The enforcer in this process, woken by jobs in memory; what these lose the sweep finds. */
export function startEnforcer(parts: EnforcerParts): StartedEnforcer {
  const { options, ledger, directory, engine, observed, lifetime, log, now } = parts;
  const queue = createInProcessQueue(log);
  const { health } = observed;
  const policy = createPolicySource({
    ...options.policy,
    noticesFile: options.notices,
    health,
    log,
  });
  const linesOf = async (subscriber: string) => directory.of(subscriber, now())?.lines ?? [];
  const target = chooseTarget(options, { ledger, linesOf, log, now });
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
  const notices = startNotices(parts);
  return { enforcer, queue, notices, target, policy };
}

function startNotices(parts: EnforcerParts): Notices {
  const { options, directory, engine, observed, lifetime, now } = parts;
  const { notices: file } = options;
  const notices = createNotices({
    ...parts,
    ...observed,
    engine: () => Promise.resolve(engine),
    topic: TOPIC,
    load:
      file === undefined ? undefined : () => loadDelivery(file, { now, environment: process.env }),
    contactOf: (subscriber, at) => Promise.resolve(contactOf(directory, subscriber, at)),
  });
  return lifetime.add('notices', notices, (started) => started.stop());
}

function contactOf(directory: EnforcerParts['directory'], subscriber: string, at: number) {
  const entry = directory.of(subscriber, at);
  if (entry === undefined) return undefined;
  const { customer, contactName: name, contactEmail: email, language } = entry;
  return { customer, name, email, language };
}
