import type { CallHistory } from './call-history.ts';
import { scopeOf } from './call-index.ts';
import type { CallWindow } from './call-window.ts';
import { type DestinationPoints, leastOf } from './evaluate.ts';
import type { InternationalLeg, SubscriberTraits } from './leg.ts';
import type { ActiveRule, RuleSet } from './rule-set.ts';

/** A call and an instant at which its record would have been judged. */
export interface Occasion {
  at: number;
  row: number;
}

/** What came late, and what it is judged among. */
export interface LateLeg {
  leg: InternationalLeg;
  row: number;
  /** The newest `at` of the subscriber. */
  clock: number;
  history: CallHistory;
  window: CallWindow;
  traits: SubscriberTraits;
  ruleSet: RuleSet;
  points: DestinationPoints;
}

/**
 * The records, in order of their time, that might have been judged otherwise had the late leg been
 * there: itself, and those that came after it within reach of a window or were up at the same
 * time. None where the calls of both sides together, which no window holds at once, stay below
 * every threshold.
 */
export function occasionsToReconsider(late: LateLeg): Occasion[] {
  const { leg, row, history, ruleSet, clock } = late;
  const reach = ruleSet.rules
    .filter((rule) => mayFire(rule, late))
    .reduce((longest, rule) => Math.max(longest, rule.windowMs), -1);
  if (reach < 0) return [];
  const last = Math.min(clock, Math.max(leg.at, leg.startedAt) + reach);
  const ended = history.endedAt(row);
  const occasions = [{ at: leg.at, row }];
  history.visitRecords(leg.at - 1, clock, (other, at) => {
    const isInReach = at <= last || history.startedAt(other) <= ended;
    if (isInReach && !(other === row && at === leg.at)) occasions.push({ at, row: other });
  });
  return occasions.sort((a, b) => a.at - b.at);
}

// All that came since, known in time or not: more than any window holds at once.
function mayFire(rule: ActiveRule, late: LateLeg): boolean {
  const { leg, window, traits, clock, points } = late;
  const tiers = rule.tiersFor(traits, leg.at);
  if (tiers === undefined) return false;
  window.from = Math.min(leg.at, leg.startedAt) - rule.windowMs;
  window.to = clock;
  window.isNewest = true;
  window.scope = rule.perPrefix ? scopeOf(leg.destination) : undefined;
  return rule.rule.measure(window, leastOf(tiers), points) >= leastOf(tiers);
}
