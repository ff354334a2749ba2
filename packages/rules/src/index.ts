export type { AlertVersion, Finding, Restriction, Severity } from './alert-version.ts';
export { EventClock } from './event-clock.ts';
export type { InternationalLeg, RecordIdentity, SubscriberTraits } from './leg.ts';
export { parseRuleSet } from './parse-rule-set.ts';
export type { RuleSet } from './rule-set.ts';
export { RuleSetError, type RuleSetProblem } from './rule-set-error.ts';
export { ruleSetJsonSchema } from './rule-set-schema.ts';
export { Scorer, type ScorerOptions } from './scorer.ts';
