import { EVIDENCE_NAMES } from '@sekisho/rules';
import type { Truth } from '../truth.ts';
import type { Assessments } from './assessment-log.ts';

/** One run of labelled traffic, to fit on or to measure with. */
export interface FitRun {
  /** Tells it from the others. */
  run: string;
  truth: Truth;
  assessments: Assessments;
  /** Whether its lawful cases are people's verdicts: they count for more than what nobody judged. */
  isJudged: boolean;
}

/** How strong each piece of evidence was at one weighing; not a copy. */
export function strengthsOf({ strengths }: Assessments, index: number): Float32Array {
  const width = EVIDENCE_NAMES.length;
  return strengths.subarray(index * width, (index + 1) * width);
}
