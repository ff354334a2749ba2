import type { Destination } from '@sekisho/numbering';
import { type Condition, compileCondition, hoursOf } from './condition.ts';
import {
  compileEvidence,
  type EvidenceScore,
  type ReadWeights,
} from './evidence/evidence-score.ts';
import type { SubscriberTraits } from './leg.ts';
import { createLocalClock, type LocalClock } from './local-time.ts';
import type { ConditionDocument, RuleDocument, RuleSetDocument } from './rule-set-schema.ts';
import { ruleKinds } from './rules/registry.ts';
import type { Rule } from './rules/rule.ts';

/** Thresholds in a rule's fine unit; `Infinity` is a tier that is off. */
export interface Tiers {
  warning: number;
  critical: number;
}

/** One rule of a rule set, ready to run. */
export interface ActiveRule {
  id: string;
  rule: Rule;
  /** 0 where the rule has no window. */
  windowMs: number;
  perPrefix: boolean;
  /** Its thresholds for a subscriber at an instant; `undefined` where it does not apply. */
  tiersFor(traits: SubscriberTraits, at: number): Tiers | undefined;
}

export interface RuleSet {
  name: string;
  /** Name and content hash, as decisions store it. */
  version: string;
  restrictForMs: number;
  quietAfterMs: number;
  rules: readonly ActiveRule[];
  /** What is unusual, weighed into one score; `undefined` where the rules alone decide. */
  evidence: EvidenceScore | undefined;
  /** Points of a call for its risk, in thousandths. */
  riskPoints(destination: Destination): number;
  /** The next instant at which a rule's hours begin or end; `Infinity` where none has hours. */
  nextBoundary(after: number): number;
}

export function compileRuleSet(
  document: RuleSetDocument,
  version: string,
  weights: ReadWeights,
): RuleSet {
  const clock = createLocalClock(document.timeZone);
  return {
    name: document.name,
    version,
    restrictForMs: document.restrictFor * 1000,
    quietAfterMs: document.quietAfter * 1000,
    rules: document.rules.map((rule) => compileRule(rule, clock)),
    evidence: document.evidence && compileEvidence(document.evidence, clock, weights),
    riskPoints: (destination) => riskPoints(destination, document.points),
    nextBoundary: compileBoundaries(document, clock),
  };
}

function compileRule(document: RuleDocument, clock: LocalClock): ActiveRule {
  const rule: Rule = ruleKinds[document.rule];
  const applies = document.when && compileCondition(document.when, clock);
  const base = tiers(document, rule.scale);
  const overrides = (document.overrides ?? []).map((override) => ({
    applies: compileCondition(override.when, clock),
    tiers: tiers(override, rule.scale),
  }));
  return {
    id: document.id,
    rule,
    windowMs: 'window' in document ? document.window * 1000 : 0,
    perPrefix: 'per' in document && document.per === 'prefix',
    tiersFor: (traits, at) => selectTiers(traits, at, applies, overrides, base),
  };
}

function selectTiers(
  traits: SubscriberTraits,
  at: number,
  applies: Condition | undefined,
  overrides: readonly { applies: Condition; tiers: Tiers }[],
  base: Tiers,
): Tiers | undefined {
  if (applies !== undefined && !applies(traits, at)) return undefined;
  for (const override of overrides) if (override.applies(traits, at)) return override.tiers;
  return base;
}

function tiers(
  document: { warning?: number | undefined; critical?: number | undefined },
  scale: number,
): Tiers {
  return {
    warning: inFineUnit(document.warning, scale),
    critical: inFineUnit(document.critical, scale),
  };
}

function inFineUnit(threshold: number | undefined, scale: number): number {
  return threshold === undefined ? Number.POSITIVE_INFINITY : Math.round(threshold * scale);
}

function riskPoints(destination: Destination, points: Readonly<Record<string, number>>): number {
  let sum = points[destination.class] ?? 0;
  for (const list of destination.risk) sum += points[list] ?? 0;
  return Math.round(sum * 1000);
}

function compileBoundaries(
  document: RuleSetDocument,
  clock: LocalClock,
): (after: number) => number {
  const minutes = new Set<number>();
  for (const condition of conditions(document)) {
    if (condition.hours !== undefined)
      for (const minute of hoursOf(condition.hours)) minutes.add(minute % 1440);
    if (condition.days !== undefined) minutes.add(0);
  }
  if (minutes.size === 0) return () => Number.POSITIVE_INFINITY;
  return (after) => {
    const now = clock(after).minuteOfDay;
    const waits = [...minutes].map((minute) => (minute - now + 1440) % 1440 || 1440);
    return (Math.floor(after / 60_000) + Math.min(...waits)) * 60_000;
  };
}

function conditions(document: RuleSetDocument): ConditionDocument[] {
  return document.rules.flatMap((rule) => [
    ...(rule.when ? [rule.when] : []),
    ...(rule.overrides ?? []).map((override) => override.when),
  ]);
}
