import { findRestriction, type Ledger, type Restriction } from '@sekisho/ledger';
import { ledgerJob, plainPolicy } from '@sekisho/restrictions';
import { createMetrics, type EnvironmentVariables, type Log, pause } from '@sekisho/runtime';
import { createEnforcerMetrics } from './enforcer-metrics.ts';
import { readTarget } from './env.ts';
import { createHandleJob } from './handle-job.ts';
import { Postponed } from './postponed.ts';
import type { JobQueue } from './queue/job-queue.ts';
import { chooseTarget } from './targets/choose-target.ts';
import { linesIn } from './targets/lines-in.ts';
import { type Target, TargetError } from './targets/target.ts';
import { traitsFromLedger } from './traits.ts';

export interface BreakGlassParts {
  ledger: Ledger;
  target: Target;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

const LEASE_MS = 30_000;
/** A lease of one that died lapses in this time. */
const TRIES = 40;
const AGAIN_MS = 1000;

/**
 * Has the switch let go of a line from here, as an enforcer would: under a lease, and written
 * down. It needs the ledger and the switch, and neither queue nor store.
 * @throws Postponed with what the switch says, or where another works on the line all the time
 */
export async function releaseDirectly(
  { ledger, target, log, now }: BreakGlassParts,
  { restrictionId, seq }: Pick<Restriction, 'restrictionId' | 'seq'>,
): Promise<Restriction> {
  const metrics = createEnforcerMetrics(createMetrics('release', { ofProcess: false }));
  const policy = plainPolicy([], 0);
  const traitsOf = traitsFromLedger(ledger);
  const common = { queue: noQueue(), policy, traitsOf, metrics, leaseMs: LEASE_MS };
  const handle = createHandleJob({ ledger, target, log, now, ...common });
  const job = ledgerJob('release', { restrictionId, transition: seq });
  for (let tries = 1; ; tries++) {
    try {
      await handle(job);
    } catch (error) {
      if (!(error instanceof Postponed) || tries === TRIES || isSwitchs(error)) throw error;
      await pause(AGAIN_MS, new AbortController().signal);
      continue;
    }
    return (await findRestriction(ledger, restrictionId))!;
  }
}

/** What the switch answered is told at once: a person waits. */
function isSwitchs({ cause }: Postponed): boolean {
  return cause instanceof TargetError;
}

function noQueue(): JobQueue {
  return {
    enqueue: () => Promise.resolve(),
    consume: () => undefined,
    problem: () => undefined,
    close: () => Promise.resolve(),
  };
}

/** The target that an enforcer with this environment has. @throws EnvironmentError */
export function targetOf(
  env: EnvironmentVariables,
  { ledger, log, now }: Omit<BreakGlassParts, 'target'>,
): Target {
  return chooseTarget(readTarget(env), { ledger, linesOf: linesIn(ledger), log, now });
}
