import { type Lease, moveRestriction, noteAttempt, type Restriction } from '@sekisho/ledger';
import { askTarget } from './ask-target.ts';
import type { Parts } from './parts.ts';
import type { ReleaseRequest } from './targets/target.ts';

/** Has the switch let go of a line and restore what it found, and writes down that it did. */
export async function lift(parts: Parts, given: Restriction, lease: Lease): Promise<Restriction> {
  const { ledger, target, now, leaseMs } = parts;
  const restriction = await noteAttempt(ledger, given, lease, now() + leaseMs);
  const request = releaseRequest(restriction, lease);
  await askTarget(parts, restriction, lease, () => target.release(request));
  return moveRestriction(ledger, restriction, {
    event: 'lifted',
    by: 'auto',
    now: now(),
    lease,
    detail: { target: target.name },
  });
}

function releaseRequest(restriction: Restriction, { fence }: Lease): ReleaseRequest {
  const { restrictionId, service, subscriber, scope, until, seq, priorState } = restriction;
  const idempotencyKey = `${restrictionId}-${seq}`;
  const barring = { key: restrictionId, service, subscriber, scope, until };
  return { ...barring, idempotencyKey, fence, priorState };
}
