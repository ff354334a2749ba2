import {
  type Companion,
  companionOf,
  inheritPriorState,
  type Lease,
  moveRestriction,
  noteAttempt,
  type Restriction,
} from '@sekisho/ledger';
import { askTarget } from './ask-target.ts';
import { applyRequest } from './bar.ts';
import { extrasOf } from './extras.ts';
import type { Parts } from './parts.ts';
import type { ReleaseRequest } from './targets/target.ts';

/** Has the switch let go of a line and restore what it found, and writes down that it did. */
export async function lift(parts: Parts, given: Restriction, lease: Lease): Promise<Restriction> {
  const { ledger, target, now, leaseMs } = parts;
  const restriction = await noteAttempt(ledger, given, lease, now() + leaseMs);
  const companion = await companionOf(ledger, restriction);
  await askTarget(parts, restriction, lease, async () => {
    await target.release(releaseRequest(restriction, lease, companion));
    if (companion !== undefined) await keep(parts, restriction, companion, lease);
  });
  return moveRestriction(ledger, restriction, {
    event: 'lifted',
    by: 'auto',
    now: now(),
    lease,
    detail: {
      target: target.name,
      ...(companion && { standing: companion.restriction.restrictionId }),
    },
  });
}

/** What bars the line for another reason stands on: the last to end restores what was before both. */
async function keep(
  parts: Parts,
  ended: Restriction,
  { restriction, isOlder }: Companion,
  lease: Lease,
): Promise<void> {
  const idempotencyKey = `${restriction.restrictionId}-after-${ended.restrictionId}`;
  const { request } = extrasOf(parts, restriction);
  await parts.target.apply({ ...applyRequest(restriction, lease), ...request, idempotencyKey });
  if (!isOlder) await inheritPriorState(parts.ledger, restriction, ended.priorState);
}

function releaseRequest(
  restriction: Restriction,
  { fence }: Lease,
  companion: Companion | undefined,
): ReleaseRequest {
  const { restrictionId, service, subscriber, scope, until, seq } = restriction;
  const idempotencyKey = `${restrictionId}-${seq}`;
  const barring = { key: restrictionId, service, subscriber, scope, until };
  // What the younger one found is the line as the older one had barred it.
  const younger = companion?.isOlder === false ? companion.restriction : restriction;
  const { priorState } = younger;
  const standing = companion && { stillBarredBy: companion.restriction.restrictionId };
  return { ...barring, idempotencyKey, fence, priorState, ...standing };
}
