import { randomUUID } from 'node:crypto';
import { dropLease, findRestriction, type Lease, LedgerError, takeLease } from '@sekisho/ledger';
import type { RestrictionJob } from '@sekisho/restrictions';
import { advance } from './advance.ts';
import type { JobOutcome } from './enforcer-metrics.ts';
import type { Parts } from './parts.ts';
import { GivenUp, Postponed } from './postponed.ts';
import type { HandleJob } from './queue/job-queue.ts';
import { settle } from './settle.ts';

interface Subscriber {
  service: string;
  subscriber: string;
}

const HELD_RETRY_MS = 1000;

/**
 * One job at a time per subscriber. What is in the ledger decides what is done, so that a job
 * which comes again, late or out of order does no harm.
 */
export function createHandleJob(parts: Parts): HandleJob {
  return async function handleJob(job) {
    try {
      await handle(parts, job);
      parts.metrics.job(job.name, 'done');
    } catch (error) {
      parts.metrics.job(job.name, outcomeOf(error));
      throw error;
    }
  };
}

async function handle(parts: Parts, job: RestrictionJob): Promise<void> {
  const subscriber = await subscriberOf(parts, job);
  const lease = await take(parts, subscriber);
  try {
    await advance(parts, await restrictionOf(parts, job, lease), lease);
  } catch (error) {
    throw isConflict(error) ? new Postponed('it moved meanwhile', HELD_RETRY_MS, error) : error;
  } finally {
    await drop(parts, lease);
  }
}

function isDecision(
  job: RestrictionJob,
): job is Extract<RestrictionJob, { name: 'apply' | 'extend' }> {
  return job.name === 'apply' || job.name === 'extend';
}

async function subscriberOf(parts: Parts, job: RestrictionJob): Promise<Subscriber> {
  return isDecision(job) ? job.data : known(parts, job.data.restrictionId);
}

async function restrictionOf(parts: Parts, job: RestrictionJob, lease: Lease) {
  if (isDecision(job)) return settle(parts, job.data, lease);
  return known(parts, job.data.restrictionId);
}

async function known({ ledger }: Parts, restrictionId: string) {
  const restriction = await findRestriction(ledger, restrictionId);
  if (restriction !== undefined) return restriction;
  throw new GivenUp(`the ledger has no ${restrictionId}`);
}

async function take(parts: Parts, { service, subscriber }: Subscriber): Promise<Lease> {
  const request = { service, subscriber, owner: randomUUID(), now: parts.now() };
  const lease = await takeLease(parts.ledger, { ...request, forMs: parts.leaseMs });
  if (lease !== undefined) return lease;
  throw new Postponed('another works on the subscriber', HELD_RETRY_MS);
}

async function drop({ ledger, log, now }: Parts, lease: Lease): Promise<void> {
  try {
    await dropLease(ledger, lease, now());
  } catch (error) {
    log.warn({ err: error }, 'a lease is left to lapse');
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof LedgerError && error.code === 'conflict';
}

function outcomeOf(error: unknown): JobOutcome {
  if (error instanceof GivenUp) return 'given-up';
  return error instanceof Postponed ? 'postponed' : 'failed';
}
