import type { Severity } from './alert-version.ts';
import type { CallHistory } from './call-history.ts';
import { scopeOf } from './call-index.ts';
import type { CallWindow } from './call-window.ts';
import { type DestinationPoints, leastOf } from './evaluate.ts';
import type { InternationalLeg, SubscriberTraits } from './leg.ts';
import type { ActiveRule, RuleSet } from './rule-set.ts';

/**
 * The instants, in order, at which a record that came late may make a rule fire that had not: the
 * events of the calls in reach of its windows. None where the calls of both sides together, which
 * no window holds at once, stay below the thresholds.
 */
export function instantsToReconsider(
  ruleSet: RuleSet,
  history: CallHistory,
  window: CallWindow,
  traits: SubscriberTraits,
  leg: InternationalLeg,
  clock: number,
  points: DestinationPoints,
  standing: Severity | undefined,
): number[] {
  const reach = ruleSet.rules
    .filter((rule) => mayFire(rule, window, traits, leg, clock, points, standing))
    .reduce((longest, rule) => Math.max(longest, rule.windowMs), -1);
  if (reach < 0) return [];
  const last = Math.min(clock, Math.max(leg.at, leg.startedAt) + reach);
  const instants = new Set([leg.at]);
  for (let row = 0; row < history.length; row++) {
    for (const t of [history.firstAt(row), history.at(row)]) {
      if (t > leg.at && t <= last) instants.add(t);
    }
  }
  return [...instants].sort((a, b) => a - b);
}

function mayFire(
  rule: ActiveRule,
  window: CallWindow,
  traits: SubscriberTraits,
  leg: InternationalLeg,
  clock: number,
  points: DestinationPoints,
  standing: Severity | undefined,
): boolean {
  const tiers = rule.tiersFor(traits, leg.at);
  if (tiers === undefined) return false;
  const least = standing === undefined ? leastOf(tiers) : tiers.critical;
  window.from = Math.min(leg.at, leg.startedAt) - rule.windowMs;
  window.to = Math.min(clock, leg.at + rule.windowMs);
  window.scope = rule.perPrefix ? scopeOf(leg.destination) : undefined;
  return rule.rule.measure(window, least, points) >= least;
}
