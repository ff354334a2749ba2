import { BREAKER, holderOf, lastEnded, quietsOf, type Restriction } from '@sekisho/ledger';
import {
  actionOf,
  decide,
  isQuieted,
  type RestrictionDecision,
  type Verdict,
} from '@sekisho/restrictions';
import type { Parts } from './parts.ts';

export type Evidence = Pick<
  Restriction,
  | 'service'
  | 'subscriber'
  | 'kind'
  | 'scope'
  | 'until'
  | 'severity'
  | 'rules'
  | 'evidenceAt'
  | 'evidenceStartedAt'
> &
  Pick<RestrictionDecision, 'seen'>;

/** What policy, ledger and directory together say of a decision now. */
export async function weigh(parts: Parts, evidence: Evidence): Promise<Verdict> {
  const { ledger, policy, now } = parts;
  const { service, severity } = evidence;
  const { mode, responses } = policy.of(service);
  const { action } = responses[severity];
  const ended = await lastEnded(ledger, evidence);
  return decide(evidence, {
    mode,
    action: actionOf(action, isOnProbation(parts, service, ended)),
    heldBy: await heldBy(parts, service),
    isProtected: await isProtected(parts, evidence),
    isQuieted: await isOfCustomer(parts, evidence),
    staleAfterMs: policy.staleAfterMs,
    released: ended?.endedAt,
    now: now(),
  });
}

/** After a bar that ended by itself, with nobody confirming it. */
function isOnProbation(
  { policy, now }: Parts,
  service: string,
  ended: Awaited<ReturnType<typeof lastEnded>>,
): boolean {
  return ended?.state === 'expired' && now() - ended.endedAt < policy.of(service).probationMs;
}

async function heldBy({ ledger }: Parts, service: string) {
  const by = await holderOf(ledger, service);
  if (by === undefined) return undefined;
  return by === BREAKER ? 'breaker' : 'person';
}

/** Whether it is no more than what the customer has called his own. */
async function isOfCustomer({ ledger, policy, now }: Parts, evidence: Evidence) {
  const { quietMs } = policy.of(evidence.service);
  if (quietMs === 0) return false;
  const quiets = await quietsOf(ledger, evidence, now() - quietMs);
  return isQuieted(evidence, quiets, { quietMs, now: now() });
}

/** A line that lives may hang on is never barred without a person. */
async function isProtected({ policy, traitsOf, now }: Parts, { service, subscriber }: Evidence) {
  const traits = await traitsOf(subscriber, now());
  if (traits === undefined) return false;
  return traits.critical || policy.of(service).proposeOnlyKinds.has(traits.kind);
}
