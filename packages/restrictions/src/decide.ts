import type { RestrictionDecision } from './jobs.ts';

/** Whether a service's lines are touched, or decisions only recorded. */
export type EnforcementMode = 'enforce' | 'shadow';

export interface DecideContext {
  mode: EnforcementMode;
  /** Whether a person has stopped automatic action. Default false. */
  isHeld?: boolean;
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
  const { mode, now, released, isHeld = false, staleAfterMs = STALE_AFTER_MS } = context;
  if (decision.until <= now) return { state: 'expired', reason: 'past' };
  if (mode === 'shadow') return { state: 'shadow', reason: 'shadow' };
  if (isHeld) return { state: 'proposed', reason: 'held' };
  if (now - decision.evidenceAt > staleAfterMs) return { state: 'proposed', reason: 'stale' };
  // The customer was let go knowing of that call.
  if (released !== undefined && decision.evidenceStartedAt < released) {
    return { state: 'proposed', reason: 'begun-before-release' };
  }
  return { state: 'applying', reason: 'decided' };
}
