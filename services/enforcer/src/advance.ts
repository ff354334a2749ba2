import {
  isHeldBy,
  type Lease,
  LOCK_TERM_MS,
  moveRestriction,
  RENEW_BEFORE_MS,
  type Restriction,
} from '@sekisho/ledger';
import { ledgerJob, transitionOf } from '@sekisho/restrictions';
import { bar } from './bar.ts';
import { RESTORE } from './ledger-guard.ts';
import { lift } from './lift.ts';
import type { Parts } from './parts.ts';
import { Postponed } from './postponed.ts';

/** The transition that follows a decision to bar when all goes well. */
const FIRST_APPLIED = 2;

const RESTORED_RETRY_MS = 60_000;

/** Does what a restriction asks for as it stands, until there is nothing to do for now. */
export async function advance(parts: Parts, given: Restriction, lease: Lease): Promise<void> {
  let restriction = given;
  for (;;) {
    const next = await step(parts, restriction, lease);
    if (next === undefined) return;
    const { restrictionId, service, state, reason } = next;
    parts.log.info({ restrictionId, of: service, state, reason }, 'moved');
    if (state === 'applied') await barred(parts, next);
    restriction = next;
  }
}

async function step(
  parts: Parts,
  restriction: Restriction,
  lease: Lease,
): Promise<Restriction | undefined> {
  const now = parts.now();
  if (isToRenew(restriction, now)) {
    const until = now + LOCK_TERM_MS;
    const change = { event: 'prolong', by: 'auto', now, lease, until } as const;
    return moveRestriction(parts.ledger, restriction, change);
  }
  if (transitionOf(restriction, 'due', now) !== undefined) {
    return moveRestriction(parts.ledger, restriction, { event: 'due', by: 'auto', now, lease });
  }
  wait(restriction, now);
  if (restriction.state === 'applying') {
    await refuseIfRestored(parts, restriction);
    return bar(parts, restriction, lease);
  }
  if (restriction.state === 'releasing') return lift(parts, restriction, lease);
  return undefined;
}

/** A lock that the customer asked for has no end of its own. */
function isToRenew({ kind, state, until }: Restriction, now: number): boolean {
  return kind === 'request' && state === 'applied' && until - now <= RENEW_BEFORE_MS;
}

/** What an older copy of the ledger was about to do may have been undone since. */
async function refuseIfRestored({ ledger }: Parts, { restrictionId, decidedBy }: Restriction) {
  if (decidedBy !== 'auto' || !(await isHeldBy(ledger, RESTORE))) return;
  throw new Postponed(`${restrictionId}: the ledger was restored`, RESTORED_RETRY_MS);
}

/** The switch had a problem: all jobs of the restriction together ask again no sooner than one would. */
function wait({ restrictionId, state, problem, nextAt }: Restriction, now: number): void {
  const isToAsk = state === 'applying' || state === 'releasing';
  if (!isToAsk || problem === null || nextAt === null || nextAt <= now) return;
  throw new Postponed(`${restrictionId}: ${problem}`, nextAt - now);
}

async function barred({ queue, log, metrics, now }: Parts, restriction: Restriction) {
  const { restrictionId, seq, at, until, kind } = restriction;
  // One that waited, or is barred longer, says nothing about how fast we are.
  if (seq === FIRST_APPLIED) metrics.barredAfter((now() - at) / 1000);
  try {
    // A lock that stands is renewed by the sweep.
    if (kind === 'request') return;
    await queue.enqueue(ledgerJob('expire', { restrictionId, transition: seq }), until - now());
  } catch (error) {
    // The sweep comes to its end too, if a little later.
    log.warn({ err: error, restrictionId }, 'the end is left to the sweep');
  }
}
