import { type Lease, moveRestriction, noteProblem, type Restriction } from '@sekisho/ledger';
import type { Parts } from './parts.ts';
import { GivenUp, Postponed, retryDelayMs } from './postponed.ts';
import { TargetError } from './targets/target.ts';

/**
 * Asks the switch. What passes is noted and postponed; what the switch refused for good stops the
 * restriction, visibly.
 * @throws Postponed, GivenUp
 */
export async function askTarget<T>(
  parts: Parts,
  restriction: Restriction,
  lease: Lease,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    parts.metrics.targetError(error.code);
    if (error.code === 'refused') return refused(parts, restriction, lease, error);
    return postponed(parts, restriction, error);
  }
}

async function refused(
  { ledger, target, now }: Parts,
  restriction: Restriction,
  lease: Lease,
  error: TargetError,
): Promise<never> {
  const problem = `${target.name} ${error.message}`;
  const detail = { problem };
  await moveRestriction(ledger, restriction, {
    event: 'refused',
    by: 'auto',
    now: now(),
    lease,
    detail,
    problem,
  });
  throw new GivenUp(`${restriction.restrictionId}: ${problem}`, error);
}

async function postponed(
  { ledger, target, now }: Parts,
  restriction: Restriction,
  error: TargetError,
): Promise<never> {
  const delay = error.retryAfterMs ?? retryDelayMs(restriction.attempts);
  const problem = `${target.name} ${error.message}`;
  await noteProblem(ledger, restriction, problem, now() + delay);
  throw new Postponed(`${restriction.restrictionId}: ${problem}`, delay, error);
}
