import {
  type Ledger,
  moveRestriction,
  type Restriction,
  recordDecision,
  takeLease,
} from '@sekisho/ledger';
import type { RestrictionDecision } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';

/** A line that the ledger says the switch bars. */
export async function barLine(
  ledger: Ledger,
  at: number,
  changes: Partial<RestrictionDecision> = {},
): Promise<Restriction> {
  const restriction = await decideLine(
    ledger,
    at,
    { state: 'applying', reason: 'decided' },
    changes,
  );
  const answer = { priorState: null, reference: null };
  return moveRestriction(ledger, restriction, { event: 'applied', by: 'auto', now: at, answer });
}

export async function decideLine(
  ledger: Ledger,
  at: number,
  first: Parameters<typeof recordDecision>[2],
  changes: Partial<RestrictionDecision> = {},
): Promise<Restriction> {
  const decision = buildDecision(at, changes);
  const { service, subscriber } = decision;
  const lease = await takeLease(ledger, { service, subscriber, owner: 'test', now: at, forMs: 1 });
  const { restriction } = await recordDecision(ledger, decision, first, { lease: lease!, now: at });
  return restriction;
}
