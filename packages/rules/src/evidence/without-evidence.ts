import type { RuleSet } from '../rule-set.ts';
import { EvidenceModel } from './evidence-model.ts';
import { EVIDENCE, type EvidenceGroup } from './evidence-names.ts';

/** Every group of evidence, by name. */
export const EVIDENCE_GROUPS: readonly EvidenceGroup[] = [
  ...new Set<EvidenceGroup>(Object.values(EVIDENCE)),
];

/** The rule set with all its evidence but one group; one that weighs none stays as it is. */
export function withoutEvidence(ruleSet: RuleSet, group: EvidenceGroup): RuleSet {
  const { evidence } = ruleSet;
  if (evidence === undefined) return ruleSet;
  const { document, version } = evidence.model;
  return {
    ...ruleSet,
    evidence: { ...evidence, model: new EvidenceModel(document, version, [group]) },
  };
}
