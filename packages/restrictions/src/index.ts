export {
  type DecideContext,
  type DecideReason,
  decide,
  STALE_AFTER_MS,
  type Verdict,
} from './decide.ts';
export { overlaps, prefixFault } from './destination/prefix.ts';
export {
  type Approval,
  isApproved,
  LONGEST_ALONE_MS,
  LONGEST_DESTINATION_MS,
  NOT_AGAIN_WITHIN_MS,
  samePerson,
} from './destination/terms.ts';
export { followUpOf } from './follow-up.ts';
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
export { extendBar } from './policy/extend.ts';
export { parsePolicy } from './policy/parse-policy.ts';
export { plainPolicy } from './policy/plain-policy.ts';
export type {
  BreakerLimit,
  EnforcementMode,
  OpensAt,
  Policy,
  ResponseAction,
  ServicePolicy,
  Severity,
  Terms,
} from './policy/policy.ts';
export { PolicyError } from './policy/policy-error.ts';
export { isQuieted, type Quiet } from './policy/quiet.ts';
export { actionOf } from './policy/respond.ts';
export { isFinal, isLive, LIVE_STATES, type RestrictionState } from './states.ts';
export {
  LIFTED_BY_HAND,
  type RestrictionEvent,
  type RestrictionFacts,
  type Transition,
  type TransitionReason,
  transitionOf,
} from './transitions.ts';
