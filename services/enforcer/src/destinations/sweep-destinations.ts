import { randomUUID } from 'node:crypto';
import {
  type DestinationRestriction,
  dropLease,
  dueDestinations,
  type Lease,
  LedgerError,
  moveDestination,
  noteDestinationProblem,
  readDestination,
  takeLease,
} from '@sekisho/ledger';
import { transitionOf } from '@sekisho/restrictions';
import type { Parts } from '../parts.ts';
import { retryDelayMs } from '../postponed.ts';
import { TargetError } from '../targets/target.ts';
import { applyDestination } from './apply-destination.ts';
import { liftDestination } from './lift-destination.ts';

/** Does what is due about destinations: few, and asked for by people, so that they need no queue. */
export async function sweepDestinations(parts: Parts): Promise<void> {
  for (const row of await dueDestinations(parts.ledger, parts.now())) {
    try {
      await work(parts, row);
    } catch (error) {
      // It moved meanwhile, or another works on it: the next time tells.
      if (!(error instanceof LedgerError && error.code === 'conflict')) throw error;
    }
  }
}

async function work(parts: Parts, { destinationId, service, prefix }: DestinationRestriction) {
  const { ledger, now, leaseMs } = parts;
  // All restrictions of one destination: the switch has one entry for them.
  const subscriber = `destination:${prefix}`;
  const request = { service, subscriber, owner: randomUUID(), now: now(), forMs: leaseMs };
  const lease = await takeLease(ledger, request);
  if (lease === undefined) return;
  try {
    await advance(parts, await readDestination(ledger, destinationId), lease);
  } finally {
    await dropLease(ledger, lease, now());
  }
}

async function advance(parts: Parts, given: DestinationRestriction, lease: Lease) {
  let row = given;
  for (;;) {
    const next = await asking(parts, row, lease);
    if (next === undefined) return;
    const { destinationId, service: of, prefix, state, reason } = next;
    parts.log.info({ destinationId, of, prefix, state, reason }, 'moved');
    row = next;
  }
}

/** What the switch has against it is noted: what passes is tried again, what does not is shown. */
async function asking(parts: Parts, row: DestinationRestriction, lease: Lease) {
  try {
    return await step(parts, row, lease);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    const { ledger, target, metrics, now } = parts;
    metrics.targetError(error.code);
    const problem = `${target.name} ${error.message}`;
    const newest = await readDestination(ledger, row.destinationId);
    if (error.code === 'refused') {
      const detail = { problem };
      const move = { event: 'refused', by: 'auto', now: now(), lease, detail, problem } as const;
      return moveDestination(ledger, newest, move);
    }
    const delay = error.retryAfterMs ?? retryDelayMs(newest.attempts);
    await noteDestinationProblem(ledger, newest, problem, now() + delay);
    return undefined;
  }
}

async function step(parts: Parts, row: DestinationRestriction, lease: Lease) {
  const now = parts.now();
  if (transitionOf(row, 'due', now) !== undefined) {
    return moveDestination(parts.ledger, row, { event: 'due', by: 'auto', now, lease });
  }
  if (row.state === 'applying') return applyDestination(parts, row, lease);
  return row.state === 'releasing' ? liftDestination(parts, row, lease) : undefined;
}
