import type { RestrictionDecision } from '@sekisho/restrictions';
import type { AlertVersion } from '@sekisho/rules';

/** What a growth step asks the enforcer to do; `undefined` while it restricts nobody. */
export function decisionOf(version: AlertVersion): RestrictionDecision | undefined {
  const { restriction, alertId, subscriber, service, step } = version;
  if (restriction === null) return undefined;
  return {
    restrictionId: restriction.restrictionId,
    alertId,
    subscriber,
    service,
    kind: 'fraud',
    scope: 'international',
    at: restriction.at,
    until: restriction.until,
    severity: version.severity,
    score: version.score,
    rules: version.rules.map(({ rule }) => rule),
    evidenceAt: version.lastAt,
    evidenceStartedAt: version.evidenceStartedAt,
    step,
    rulesVersion: version.ruleSetVersion,
    seen: {
      countries: version.countries,
      costMilliYen: version.costMilliYen,
      evidence: evidenceOf(version),
    },
  };
}

function evidenceOf({ rules }: AlertVersion): string[] {
  const gave = rules.flatMap(({ evidence = [] }) => evidence).filter(({ points }) => points > 0);
  return [...new Set(gave.map(({ name }) => name))];
}
