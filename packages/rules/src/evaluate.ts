import type { Severity } from './alert-version.ts';
import type { CallWindow } from './call-window.ts';
import type { Firing } from './firing.ts';
import type { SubscriberTraits } from './leg.ts';
import type { ActiveRule, RuleSet, Tiers } from './rule-set.ts';

export type DestinationPoints = (destination: number) => number;

/** Runs all rules of the set at instant `t`; `scope` is that of the call at hand. */
export function evaluate(
  ruleSet: RuleSet,
  window: CallWindow,
  traits: SubscriberTraits,
  t: number,
  scope: string,
  points: DestinationPoints,
): Firing[] {
  const firings: Firing[] = [];
  for (const rule of ruleSet.rules) {
    const tiers = rule.tiersFor(traits, t);
    if (tiers === undefined) continue;
    aim(window, rule, t, scope);
    const observed = rule.rule.measure(window, leastOf(tiers), points);
    const severity = severityOf(observed, tiers);
    if (severity === undefined) continue;
    const from = rule.windowMs === 0 ? window.trigger.startedAt : window.from;
    const { to } = window;
    firings.push({
      rule,
      severity,
      observed,
      threshold: tiers[severity],
      from,
      to,
      scope: window.scope,
    });
  }
  return firings;
}

/** Moves the window to where a rule looks at instant `t`. */
export function aim(window: CallWindow, rule: ActiveRule, t: number, scope: string): void {
  window.from = t - rule.windowMs;
  window.to = t;
  window.scope = rule.perPrefix ? scope : undefined;
}

export function leastOf(tiers: Tiers): number {
  return Math.min(tiers.warning, tiers.critical);
}

function severityOf(observed: number, tiers: Tiers): Severity | undefined {
  if (observed >= tiers.critical) return 'critical';
  return observed >= tiers.warning ? 'warning' : undefined;
}
