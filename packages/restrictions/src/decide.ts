import type { RestrictionDecision } from './jobs.ts';
import type { EnforcementMode, ResponseAction } from './policy/policy.ts';

export interface DecideContext {
  mode: EnforcementMode;
  /** What the policy says of a decision this grave. Default to bar. */
  action?: ResponseAction;
  /** Whether automatic action is stopped: by a person, or by the breaker. */
  heldBy?: 'person' | 'breaker' | undefined;
  /** Whether the subscriber is never barred without a person. */
  isProtected?: boolean;
  /** Whether the customer has called as much his own. */
  isQuieted?: boolean;
  /** Older evidence does not bar by itself. Default 15 minutes. */
  staleAfterMs?: number;
  /** Epoch ms. */
  now: number;
  /** Epoch ms at which the subscriber's latest restriction ended, if one has. */
  released?: number | undefined;
}

export type DecideReason =
  | 'past'
  | 'shadow'
  | 'held'
  | 'breaker'
  | 'policy'
  | 'protected'
  | 'quieted'
  | 'ask'
  | 'stale'
  | 'begun-before-release'
  | 'decided';

export interface Verdict {
  state: 'expired' | 'shadow' | 'proposed' | 'applying';
  reason: DecideReason;
}

export const STALE_AFTER_MS = 900_000;

type Evidence = Pick<RestrictionDecision, 'until' | 'evidenceAt' | 'evidenceStartedAt'>;

/** What a decision comes to now. Acting on the past is not acting, so that comes first. */
export function decide(decision: Evidence, context: DecideContext): Verdict {
  if (decision.until <= context.now) return { state: 'expired', reason: 'past' };
  if (context.mode === 'shadow') return { state: 'shadow', reason: 'shadow' };
  const waits = waitsFor(decision, context);
  return waits === undefined
    ? { state: 'applying', reason: 'decided' }
    : { state: 'proposed', reason: waits };
}

/** Why a person has to decide, if so: the first that holds is told. */
function waitsFor(
  { evidenceAt, evidenceStartedAt }: Evidence,
  context: DecideContext,
): DecideReason | undefined {
  const { heldBy, action = 'restrict', now, released, staleAfterMs = STALE_AFTER_MS } = context;
  if (heldBy !== undefined) return heldBy === 'breaker' ? 'breaker' : 'held';
  if (context.mode === 'propose' || action === 'propose') return 'policy';
  if (action === 'ask') return 'ask';
  if (context.isProtected === true) return 'protected';
  if (context.isQuieted === true) return 'quieted';
  if (now - evidenceAt > staleAfterMs) return 'stale';
  // The customer was let go knowing of that call.
  if (released !== undefined && evidenceStartedAt < released) return 'begun-before-release';
  return undefined;
}
