import { type Lease, moveRestriction, noteAttempt, type Restriction } from '@sekisho/ledger';
import { askTarget } from './ask-target.ts';
import { extrasOf, isToEndCalls } from './extras.ts';
import type { Parts } from './parts.ts';
import type { EndedCall } from './targets/switch-node.ts';
import { type ApplyRequest, type Held, TargetError } from './targets/target.ts';

/** A switch may keep whole seconds. */
const SAME_UNTIL_MS = 1000;

/** Has the switch bar for the time left, and writes down that it does. */
export async function bar(parts: Parts, given: Restriction, lease: Lease): Promise<Restriction> {
  const { ledger, target, now, leaseMs } = parts;
  // 1. the attempt before the request: after a crash it is known that the switch may hold it
  const restriction = await noteAttempt(ledger, given, lease, now() + leaseMs);
  // 2. where it was asked before, what it says of that before asking again
  const asked = extrasOf(parts, restriction);
  const request = { ...applyRequest(restriction, lease), ...asked.request };
  const found = given.attempts > 0 ? await recall(parts, request) : undefined;
  const held = found ?? (await askTarget(parts, restriction, lease, () => target.apply(request)));
  // 3. calls that are up, which a bar alone does not end: before the answer, so that a crash repeats it
  const teardown = isToEndCalls(parts, restriction) ? await endCalls(parts, request) : {};
  // 4. the answer: a crash before it leads back to 2, once the lease has lapsed
  return moveRestriction(ledger, restriction, {
    event: found === undefined ? 'applied' : 'read-back',
    by: 'auto',
    now: now(),
    lease,
    detail: { target: target.name, reference: held.reference, ...asked.detail, ...teardown },
    answer: held,
  });
}

/** A switch that does not say is asked to bar again, which is harmless. */
async function recall(
  { target, metrics, log }: Parts,
  request: ApplyRequest,
): Promise<Held | undefined> {
  const { key: restrictionId, until, again = false } = request;
  if (again) return undefined;
  if (!target.can.readBack) return undefined;
  try {
    const held = await target.readBack(request);
    const isAsDecided = held !== undefined && Math.abs(held.until - until) <= SAME_UNTIL_MS;
    return isAsDecided ? held : undefined;
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    metrics.targetError(error.code);
    log.info({ err: error, restrictionId }, 'the switch does not say what it holds');
    return undefined;
  }
}

/** The line is barred whether its calls can be ended or not: that they could not stands beside it. */
async function endCalls(
  { target, metrics, log }: Parts,
  request: ApplyRequest,
): Promise<{ ended?: readonly EndedCall[]; teardownProblem?: string }> {
  if (target.endCalls === undefined) return {};
  try {
    const ended = await target.endCalls(request);
    return ended.length > 0 ? { ended } : {};
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    metrics.targetError(error.code);
    log.warn({ err: error, restrictionId: request.key }, 'calls that are up cannot be ended');
    return { teardownProblem: error.message };
  }
}

/** Its transition's number makes one decision's tries one request, and a prolongation another. */
export function applyRequest(restriction: Restriction, { fence }: Lease): ApplyRequest {
  const { restrictionId, service, subscriber, scope, until, seq } = restriction;
  const idempotencyKey = `${restrictionId}-${seq}`;
  const barring = { key: restrictionId, service, subscriber, scope, until };
  return { ...barring, idempotencyKey, fence, again: restriction.reason === 'approved' };
}
