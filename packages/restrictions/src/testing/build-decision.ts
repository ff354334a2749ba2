import type { RestrictionDecision } from '../jobs.ts';

/** The first step of an alert that bars a subscriber of its own for an hour from `at`. */
export function buildDecision(
  at: number,
  changes: Partial<RestrictionDecision> = {},
): RestrictionDecision {
  const hex = Math.random().toString(16).slice(2).padEnd(14, '0');
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
    rules: ['velocity', 'cost'],
    evidenceAt: at,
    evidenceStartedAt: at - 60_000,
    step: 1,
    rulesVersion: 'r1',
    ...changes,
  };
}
