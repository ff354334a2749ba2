export {
  type DecideContext,
  type DecideReason,
  decide,
  type EnforcementMode,
  STALE_AFTER_MS,
  type Verdict,
} from './decide.ts';
export {
  type DecisionJob,
  decisionJob,
  JOB_OPTIONS,
  type LedgerJob,
  ledgerJob,
  parseJob,
  QUEUE,
  type RestrictionDecision,
  type RestrictionJob,
} from './jobs.ts';
export { isFinal, isLive, LIVE_STATES, type RestrictionState } from './states.ts';
export {
  LIFTED_BY_HAND,
  type RestrictionEvent,
  type RestrictionFacts,
  type Transition,
  type TransitionReason,
  transitionOf,
} from './transitions.ts';
