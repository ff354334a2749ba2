import { EVIDENCE_GROUPS, type RuleSet, withoutEvidence } from '@sekisho/rules';

/** A rule set with a part of what it decides on off. */
export interface Variant {
  name: string;
  ruleSet: RuleSet;
}

/** The rule set without each group of its evidence, and without each group of its rules. */
export function variantsOf(ruleSet: RuleSet): Variant[] {
  return [...evidenceVariants(ruleSet), ...ruleVariants(ruleSet)];
}

function evidenceVariants(ruleSet: RuleSet): Variant[] {
  if (ruleSet.evidence === undefined) return [];
  const groups = EVIDENCE_GROUPS.map((group) => ({
    name: `without evidence ${group}`,
    ruleSet: withoutEvidence(ruleSet, group),
  }));
  return [{ name: 'without evidence', ruleSet: { ...ruleSet, evidence: undefined } }, ...groups];
}

/** Rules that differ in their window alone are one group. */
function ruleVariants(ruleSet: RuleSet): Variant[] {
  const groups = new Set(ruleSet.rules.map(({ id }) => groupOf(id)));
  return [...groups].map((group) => ({
    name: `without rules ${group}`,
    ruleSet: { ...ruleSet, rules: ruleSet.rules.filter(({ id }) => groupOf(id) !== group) },
  }));
}

function groupOf(rule: string): string {
  return rule.replace(/-\d+[smhd]$/, '');
}
