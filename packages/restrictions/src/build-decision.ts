import type { RestrictionDecision } from './jobs.ts';

const at = Date.UTC(2026, 3, 1, 9);

/** The first step of an alert that restricts for 12 hours. */
export function buildDecision(changes: Partial<RestrictionDecision> = {}): RestrictionDecision {
  return {
    restrictionId: 'r-0123456789abcdef',
    alertId: 'a-0123456789abcdef',
    subscriber: 'sub-1',
    service: 'ip-phone',
    kind: 'fraud',
    scope: 'international',
    at,
    until: at + 43_200_000,
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
