import { EVIDENCE_NAMES, type WeightStep } from '@sekisho/rules';
import type { Boosted } from './boost.ts';

/** Steps as a file of weights has them: those with the same conditions as one, the most first. */
export function weightSteps({ steps, edges }: Boosted): WeightStep[] {
  const byConditions = new Map<string, WeightStep>();
  for (const { when, value } of steps) {
    const conditions = when
      .toSorted((a, b) => a.evidence - b.evidence)
      .map(({ evidence, bin }) => [EVIDENCE_NAMES[evidence]!, edges[evidence]![bin - 1]!] as const);
    const key = JSON.stringify(conditions);
    const known = byConditions.get(key);
    const points = value + (known?.points ?? 0);
    byConditions.set(key, { when: Object.fromEntries(conditions), points });
  }
  return [...byConditions.values()].sort((a, b) => b.points - a.points);
}
