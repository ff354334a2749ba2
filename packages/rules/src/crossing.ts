import { scopeOf } from './call-index.ts';
import type { CallWindow } from './call-window.ts';
import { aim, type DestinationPoints, leastOf } from './evaluate.ts';
import type { SubscriberTraits } from './leg.ts';
import { accruesUntil, type OpenCall } from './open-calls.ts';
import type { ActiveRule, RuleSet, Tiers } from './rule-set.ts';

/**
 * The first instant after `now` at which calls that are up may carry a rule over a tier that it
 * has not reached; `Infinity` where they cannot. Nothing is taken out of the window meanwhile, so
 * the true crossing is never earlier.
 */
export function nextCrossing(
  ruleSet: RuleSet,
  window: CallWindow,
  open: readonly OpenCall[],
  traits: SubscriberTraits,
  now: number,
  points: DestinationPoints,
): number {
  const limit = latestAccrual(open);
  let next = Number.POSITIVE_INFINITY;
  if (limit <= now) return next;
  for (const rule of ruleSet.rules) {
    const tiers = rule.rule.grows ? rule.tiersFor(traits, now) : undefined;
    if (tiers === undefined) continue;
    for (const scope of scopesOf(rule, open)) {
      aim(window, rule, now, scope);
      next = Math.min(next, crossingOf(rule, tiers, window, now, limit, points));
    }
  }
  return next;
}

function latestAccrual(open: readonly OpenCall[]): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const call of open) latest = Math.max(latest, accruesUntil(call) + call.lateMs);
  return latest;
}

function scopesOf(rule: ActiveRule, open: readonly OpenCall[]): Iterable<string> {
  return rule.perPrefix ? new Set(open.map((call) => scopeOf(call.destination))) : [''];
}

function crossingOf(
  rule: ActiveRule,
  tiers: Tiers,
  window: CallWindow,
  now: number,
  limit: number,
  points: DestinationPoints,
): number {
  const measureAt = (t: number) => {
    window.to = t;
    return rule.rule.measure(window, leastOf(tiers), points);
  };
  const observed = measureAt(now);
  const target = observed < leastOf(tiers) ? leastOf(tiers) : tiers.critical;
  if (observed >= target || measureAt(limit) < target) return Number.POSITIVE_INFINITY;
  return firstReaching(measureAt, target, now, limit);
}

// Halving works because nothing leaves the window: the figure only grows from `low` to `high`.
function firstReaching(
  measureAt: (t: number) => number,
  target: number,
  now: number,
  limit: number,
): number {
  let low = now;
  let high = limit;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (measureAt(middle) >= target) high = middle;
    else low = middle;
  }
  return high;
}
