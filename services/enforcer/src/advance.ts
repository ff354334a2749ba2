import { type Lease, moveRestriction, type Restriction } from '@sekisho/ledger';
import { ledgerJob, transitionOf } from '@sekisho/restrictions';
import { bar } from './bar.ts';
import { lift } from './lift.ts';
import type { Parts } from './parts.ts';

/** Does what a restriction asks for as it stands, until there is nothing to do for now. */
export async function advance(parts: Parts, given: Restriction, lease: Lease): Promise<void> {
  let restriction = given;
  for (;;) {
    const next = await step(parts, restriction, lease);
    if (next === undefined) return;
    if (next.state === 'applied') await barred(parts, next);
    restriction = next;
  }
}

async function step(
  parts: Parts,
  restriction: Restriction,
  lease: Lease,
): Promise<Restriction | undefined> {
  const now = parts.now();
  if (transitionOf(restriction, 'due', now) !== undefined) {
    return moveRestriction(parts.ledger, restriction, { event: 'due', by: 'auto', now, lease });
  }
  if (restriction.state === 'applying') return bar(parts, restriction, lease);
  if (restriction.state === 'releasing') return lift(parts, restriction, lease);
  return undefined;
}

async function barred({ queue, log, metrics, now }: Parts, restriction: Restriction) {
  const { restrictionId, seq, at, until } = restriction;
  metrics.barredAfter((now() - at) / 1000);
  try {
    await queue.enqueue(ledgerJob('expire', { restrictionId, transition: seq }), until - now());
  } catch (error) {
    // The sweep comes to its end too, if a little later.
    log.warn({ err: error, restrictionId }, 'the end is left to the sweep');
  }
}
