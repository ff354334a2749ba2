import { randomBytes } from 'node:crypto';
import type { RestrictionDecision } from '@sekisho/restrictions';

/** A decision about a subscriber of its own that bars for an hour from `at`. */
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
    rules: ['velocity', 'cost'],
    evidenceAt: at,
    evidenceStartedAt: at - 60_000,
    step: 1,
    rulesVersion: 'r1',
    ...changes,
  };
}
