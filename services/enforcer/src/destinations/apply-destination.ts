import {
  approvalsOf,
  type DestinationRestriction,
  isSuperseded,
  type Lease,
  moveDestination,
  noteDestinationAttempt,
  standingDestinations,
} from '@sekisho/ledger';
import { isApproved, prefixFault } from '@sekisho/restrictions';
import type { Parts } from '../parts.ts';
import { TargetError } from '../targets/target.ts';

/**
 * Has the switch restrict a destination, after asking once more whether that may be: what the
 * ledger's constraints keep is not taken on trust here.
 */
export async function applyDestination(
  parts: Parts,
  given: DestinationRestriction,
  lease: Lease,
): Promise<DestinationRestriction> {
  const { ledger, now, leaseMs, target } = parts;
  const refusal = await whyNot(parts, given);
  if (refusal !== undefined) {
    const detail = { refused: refusal };
    parts.log.error({ destinationId: given.destinationId, refusal }, 'is not carried out');
    return moveDestination(ledger, given, {
      event: 'release',
      by: 'auto',
      now: now(),
      lease,
      detail,
    });
  }
  const row = await noteDestinationAttempt(ledger, given, now() + leaseMs);
  const held = await putStanding(parts, row, lease);
  return moveDestination(ledger, row, {
    event: 'applied',
    by: 'auto',
    now: now(),
    lease,
    priorState: held?.priorState ?? null,
    detail: { target: target.name, until: held?.until ?? null },
  });
}

async function whyNot(
  { ledger, policy }: Parts,
  row: DestinationRestriction,
): Promise<string | undefined> {
  const fault = prefixFault(row.prefix, policy.homeCountryCode);
  if (fault !== undefined) return fault;
  if (row.provisional) return undefined;
  if (!isApproved(row, await approvalsOf(ledger, row.destinationId))) {
    return 'fewer than two other people have approved this';
  }
  const changed = await ledger.transaction((run) => isSuperseded(run, row));
  return changed ? 'what is in force there has changed since it was asked for' : undefined;
}

/** Puts what stands for a service's destination into the switch: the one that ends last counts. */
export async function putStanding(
  { ledger, target }: Parts,
  { service, prefix, seq }: DestinationRestriction,
  { fence }: Lease,
) {
  const [last] = await standingDestinations(ledger, { service, prefix });
  if (last === undefined) return undefined;
  const { destinations } = target;
  if (destinations === undefined) {
    throw new TargetError('refused', 'cannot restrict a destination; name a target that can');
  }
  const { destinationId, targetKey: key, until, exceptions } = last;
  const place = { key, service, prefix, until };
  const idempotencyKey = `${destinationId}-${seq}-${fence}`;
  const held = await destinations.apply({ ...place, exceptions, fence, idempotencyKey });
  const found = target.can.readBack ? await destinations.readBack(place) : held;
  if (found !== undefined && found.until >= until - SAME_UNTIL_MS) return held;
  throw new TargetError('unreachable', 'does not hold what it was asked to');
}

/** A switch may keep whole seconds. */
const SAME_UNTIL_MS = 1000;
