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
  const asked = extrasOf(parts, restriction);
  const request = { ...applyRequest(restriction, lease), ...asked.request };
  const held = found ?? (await askTarget(parts, restriction, lease, () => target.apply(request)));
  // 3. the answer: a crash before it leads back to 2, once the lease has lapsed
  return moveRestriction(ledger, restriction, {
    event: found === undefined ? 'applied' : 'read-back',
    by: 'auto',
    now: now(),
    lease,
    detail: { target: target.name, reference: held.reference, ...asked.detail },
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

type Extras = Pick<ApplyRequest, 'allow' | 'allBut' | 'teardown'>;

/** What the policy wants besides the bar; what the switch cannot do is said, and not asked. */
function extrasOf(
  { policy, target: { can } }: Parts,
  { service, subscriber, severity }: Restriction,
): { request: Extras; detail: { cannot?: readonly string[] } } {
  const { allowOf, allBut, responses } = policy.of(service);
  const allow = allowOf(subscriber);
  const wanted: Extras = {
    ...(allow.length > 0 && { allow }),
    ...(allBut && { allBut }),
    ...(responses[severity].teardown && { teardown: true }),
  };
  const names = Object.keys(wanted) as (keyof Extras)[];
  const cannot = names.filter((name) => can[name] !== true);
  for (const name of cannot) delete wanted[name];
  return { request: wanted, detail: cannot.length > 0 ? { cannot } : {} };
}

/** Its transition's number makes one decision's tries one request, and a prolongation another. */
export function applyRequest(restriction: Restriction, { fence }: Lease): ApplyRequest {
  const { restrictionId, service, subscriber, scope, until, seq } = restriction;
  const idempotencyKey = `${restrictionId}-${seq}`;
  return { key: restrictionId, service, subscriber, scope, until, idempotencyKey, fence };
}
