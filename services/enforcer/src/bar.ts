import { type Lease, moveRestriction, noteAttempt, type Restriction } from '@sekisho/ledger';
import { askTarget } from './ask-target.ts';
import type { Parts } from './parts.ts';
import { type ApplyRequest, type Held, TargetError } from './targets/target.ts';

/** A switch may keep whole seconds. */
const SAME_UNTIL_MS = 1000;

/** Has the switch bar for the time left, and writes down that it does. */
export async function bar(parts: Parts, given: Restriction, lease: Lease): Promise<Restriction> {
  const { ledger, target, now, leaseMs } = parts;
  // 1. the attempt before the request: after a crash it is known that the switch may hold it
  const restriction = await noteAttempt(ledger, given, lease, now() + leaseMs);
  // 2. where it was asked before, what it says of that before asking again
  const found = given.attempts > 0 ? await recall(parts, restriction) : undefined;
  const request = applyRequest(restriction, lease);
  const held = found ?? (await askTarget(parts, restriction, lease, () => target.apply(request)));
  // 3. the answer: a crash before it leads back to 2, once the lease has lapsed
  return moveRestriction(ledger, restriction, {
    event: found === undefined ? 'applied' : 'read-back',
    by: 'auto',
    now: now(),
    lease,
    detail: { target: target.name, reference: held.reference },
    answer: held,
  });
}

/** A switch that does not say is asked to bar again, which is harmless. */
async function recall(
  { target, metrics, log }: Parts,
  { restrictionId, until }: Restriction,
): Promise<Held | undefined> {
  if (!target.can.readBack) return undefined;
  try {
    const held = await target.readBack(restrictionId);
    const isAsDecided = held !== undefined && Math.abs(held.until - until) <= SAME_UNTIL_MS;
    return isAsDecided ? held : undefined;
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    metrics.targetError(error.code);
    log.info({ err: error, restrictionId }, 'the switch does not say what it holds');
    return undefined;
  }
}

/** Its transition's number makes one decision's tries one request, and a prolongation another. */
function applyRequest(restriction: Restriction, { fence }: Lease): ApplyRequest {
  const { restrictionId, service, subscriber, scope, until, seq } = restriction;
  const idempotencyKey = `${restrictionId}-${seq}`;
  return { key: restrictionId, service, subscriber, scope, until, idempotencyKey, fence };
}
