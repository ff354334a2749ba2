export type {
  AlertVersion,
  Evidence,
  Finding,
  Restriction,
  Severity,
} from './alert-version.ts';
export { EventClock } from './event-clock.ts';
export type { Assessment } from './evidence/assessment.ts';
export type { Activity, ActivityCount, CallDetails, CallSource } from './evidence/call-details.ts';
export type {
  CaseFigures,
  DestinationCaseKind,
  DestinationCaseVersion,
  DestinationThresholds,
} from './evidence/destination-case.ts';
export { type CaseOptions, type CaseRules, caseRulesOf } from './evidence/destination-cases.ts';
export { EVIDENCE_NAMES, type EvidenceName } from './evidence/evidence-names.ts';
export { parseWeights, type ReadWeights, WeightsError } from './evidence/evidence-score.ts';
export { isJapaneseHoliday } from './evidence/japanese-holidays.ts';
export type { LearnedDay } from './evidence/profile-day.ts';
export type { Heat, RangeCall } from './evidence/range-heat.ts';
export { RangeStage } from './evidence/range-heat.ts';
export { isRangeKey } from './evidence/range-key.ts';
export { startHash, textHash } from './evidence/text-hash.ts';
export { WeightTerms } from './evidence/weight-terms.ts';
export type { WeightStep, WeightsDocument } from './evidence/weights-document.ts';
export { EVIDENCE_GROUPS, withoutEvidence } from './evidence/without-evidence.ts';
export type { InternationalLeg, RecordIdentity, SubscriberTraits } from './leg.ts';
export { createLocalClock, type LocalClock } from './local-time.ts';
export { parseRuleSet } from './parse-rule-set.ts';
export type { RuleSet } from './rule-set.ts';
export { RuleSetError, type RuleSetProblem } from './rule-set-error.ts';
export { ruleSetJsonSchema } from './rule-set-schema.ts';
export { Scorer, type ScorerOptions } from './scorer.ts';
