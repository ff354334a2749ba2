import { decisionJob, type RestrictionDecision } from '@sekisho/restrictions';

export function applyJob(decision: RestrictionDecision) {
  return decisionJob(decision, true);
}

export function extendJob(decision: RestrictionDecision) {
  return decisionJob(decision, false);
}
