import {
  type DestinationRestriction,
  type Lease,
  moveDestination,
  noteDestinationAttempt,
  standingDestinations,
} from '@sekisho/ledger';
import type { Parts } from '../parts.ts';
import { putStanding } from './apply-destination.ts';

/** Has the switch open a destination again, unless another restriction of it still stands. */
export async function liftDestination(
  parts: Parts,
  given: DestinationRestriction,
  lease: Lease,
): Promise<DestinationRestriction> {
  const { ledger, target, now, leaseMs } = parts;
  const row = await noteDestinationAttempt(ledger, given, now() + leaseMs);
  const { targetKey: key, service, prefix, until, priorState, seq } = row;
  const others = await standingDestinations(ledger, row);
  if (others.length > 0) await putStanding(parts, row, lease);
  else {
    const idempotencyKey = `${row.destinationId}-${seq}`;
    const place = { key, service, prefix, until };
    await target.destinations?.release({
      ...place,
      priorState,
      idempotencyKey,
      fence: lease.fence,
    });
  }
  const standing = others.map(({ destinationId }) => destinationId);
  return moveDestination(ledger, row, {
    event: 'lifted',
    by: 'auto',
    now: now(),
    lease,
    detail: { target: target.name, ...(standing.length > 0 && { standing }) },
  });
}
