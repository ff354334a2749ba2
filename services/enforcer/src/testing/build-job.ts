import { randomBytes } from 'node:crypto';
import { decisionJob, type RestrictionDecision } from '@sekisho/restrictions';

/** The first step of a decision at `at` that bars a subscriber of its own for an hour. */
export function buildDecision(
  at: number,
  changes: Partial<RestrictionDecision> = {},
): RestrictionDecision {
  const hex = randomBytes(8).toString('hex');
  return {
    restrictionId: `r-${hex}`,
    alertId: `a-${hex}`,
    subscriber: `sub-${hex}`,
    service: 'ip-phone',
    kind: 'fraud',
    scope: 'international',
    at,
    until: at + 3_600_000,
    severity: 'critical',
    score: 90,
    rules: ['velocity'],
    evidenceAt: at,
    evidenceStartedAt: at - 60_000,
    step: 1,
    rulesVersion: 'r1',
    ...changes,
  };
}

export function applyJob(decision: RestrictionDecision) {
  return decisionJob(decision, true);
}

export function extendJob(decision: RestrictionDecision) {
  return decisionJob(decision, false);
}
