import { EVIDENCE_NAMES } from '@sekisho/rules';
import type { Victim } from '../truth.ts';
import { type FitRun, strengthsOf } from './fit-run.ts';
import { type Labelled, labelAssessments } from './label-assessments.ts';
import { Samples } from './samples.ts';

/** What a victim weighs beside one lawful weighing, however often it was weighed. */
const VICTIM_WEIGHT = 30;
/** Of each victim so many are looked at: an attack must be told from its beginning. */
const MOST_OF_VICTIM = 60;
/** At the very first call there is little to be told from. */
const FIRST_SHARE = 0.3;
/** What people judged beside what nobody did. */
const JUDGED_WEIGHT = 5;

/** What runs teach: lawful weighings, and the first of each victim of each attack. */
export function trainingSamples(runs: readonly FitRun[]): Samples {
  const samples = new Samples(EVIDENCE_NAMES.length);
  for (const run of runs) addRun(samples, run);
  return samples;
}

function addRun(samples: Samples, run: FitRun): void {
  const labelled = labelAssessments(run);
  const weightOf = victimWeights(labelled);
  const seen = new Map<Victim, number>();
  labelled.forEach(({ label, victim }, i) => {
    if (label === 'unclear') return;
    const strengths = strengthsOf(run.assessments, i);
    if (victim === undefined) {
      samples.add(strengths, false, label === 'case' && run.isJudged ? JUDGED_WEIGHT : 1);
      return;
    }
    const count = (seen.get(victim) ?? 0) + 1;
    seen.set(victim, count);
    if (count > MOST_OF_VICTIM) return;
    samples.add(strengths, true, weightOf(victim) * (count === 1 ? FIRST_SHARE : 1));
  });
}

// An attack of many victims is one attack: it weighs by the root of their number.
function victimWeights(labelled: readonly Labelled[]): (victim: Victim) => number {
  const weighings = new Map<Victim, number>();
  for (const { victim } of labelled)
    if (victim !== undefined) weighings.set(victim, (weighings.get(victim) ?? 0) + 1);
  const victims = Map.groupBy(weighings.keys(), ({ attack }) => attack);
  return (victim) => {
    const each = VICTIM_WEIGHT / Math.min(MOST_OF_VICTIM, weighings.get(victim)!);
    return each / Math.sqrt(victims.get(victim.attack)!.length);
  };
}
