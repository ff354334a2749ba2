import { EVIDENCE_NAMES } from '@sekisho/rules';
import type { Samples } from './samples.ts';

/** The share of lawful weighings that stays below a knot. */
const LAWFUL_BELOW = 0.985;

/** For each piece of evidence the strength that lawful traffic hardly reaches, in hundredths. */
export function knotsOf(samples: Samples): Record<string, number> {
  const lawful = Array.from({ length: samples.length }, (_, i) => i).filter(
    (i) => !samples.isAttack(i),
  );
  return Object.fromEntries(
    EVIDENCE_NAMES.map((name, evidence) => {
      const strengths = Float32Array.from(lawful, (i) => samples.strengths(i)[evidence]!).sort();
      const knot = strengths[Math.floor(strengths.length * LAWFUL_BELOW)] ?? 0;
      return [name, Math.round(knot * 100) / 100];
    }),
  );
}
