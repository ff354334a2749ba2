import { type Assessment, EVIDENCE_NAMES } from '@sekisho/rules';
import { describe, expect, it } from 'vitest';
import { buildTruth, buildVictim, DAY, HOUR, MINUTE } from '../testing/build.ts';
import type { Truth } from '../truth.ts';
import { AssessmentLog } from './assessment-log.ts';
import { outcomeAt } from './decide-at.ts';
import type { FitRun } from './fit-run.ts';
import { fitWeights, NothingToFitError } from './fit-weights.ts';
import { labelAssessments } from './label-assessments.ts';
import { weighRuns } from './weigh-runs.ts';

const OPTIONS = { falsePer100kDays: 0, restrictForMs: 12 * HOUR };

function assessment(
  subscriber: string,
  at: number,
  named: Record<string, number> = {},
): Assessment {
  const strengths = Float64Array.from(EVIDENCE_NAMES, (name) => named[name] ?? 0);
  return { subscriber, at, points: 0, strengths };
}

function runOf(assessments: readonly Assessment[], truth: Truth = buildTruth()): FitRun {
  const log = new AssessmentLog();
  for (const one of assessments) log.take(one);
  return { run: 'seed 1', truth, assessments: log.finish(), isJudged: false };
}

/** An attack that scans and costs, beside lawful calls that cost as much. */
function scanning(): FitRun {
  const minutes = Array.from({ length: 100 }, (_, i) => i);
  return runOf([
    ...minutes.map((i) => assessment('N1', i * MINUTE, { scan: 3, 'exposure-1h': 2 })),
    ...minutes.map((i) => assessment('N2', i * MINUTE, { scan: 0.1, 'exposure-1h': 2 })),
    ...minutes.map((i) => assessment('N3', i * MINUTE, { 'exposure-1h': i / 50 })),
  ]);
}

describe('fitWeights', () => {
  it('weighs what tells an attack from the rest, and scales it to be closed at 60', () => {
    const run = scanning();
    const fit = fitWeights([run], OPTIONS);
    expect(fit.samples).toEqual({ lawful: 200, attack: 60 });
    expect(fit.restrict).toBe(60);
    expect(fit.steps.every(({ points }) => points > 0)).toBe(true);
    expect(fit.steps.some(({ when }) => 'scan' in when)).toBe(true);
    const point = outcomeAt(weighRuns([run], fit.steps), fit.restrict, OPTIONS.restrictForMs);
    expect(point).toMatchObject({ recall: 1, falsePer100kDays: 0 });
  });

  it('comes to the same from the same', () => {
    expect(fitWeights([scanning()], OPTIONS)).toEqual(fitWeights([scanning()], OPTIONS));
  });

  it.each([
    { missing: 'attack', run: runOf([assessment('N2', 0)]) },
    { missing: 'lawful traffic', run: runOf([assessment('N1', 0)]) },
  ])('says that there is no $missing', ({ run, missing }) => {
    expect(() => fitWeights([run], OPTIONS)).toThrow(NothingToFitError);
    expect(() => fitWeights([run], OPTIONS)).toThrow(missing);
  });
});

describe('a weighing', () => {
  const lawfulCase = { subscriber: 'N2', case: 'first-trip', firstAt: 0, lastAt: HOUR };
  it.each([
    { who: 'N1', at: -1, label: 'lawful', when: 'before the attack' },
    { who: 'N1', at: 0, label: 'attack', when: 'at its first leg' },
    { who: 'N1', at: 210 * MINUTE, label: 'attack', when: 'an hour after its last' },
    { who: 'N1', at: 210 * MINUTE + 1, label: 'unclear', when: 'later' },
    { who: 'N2', at: HOUR, label: 'case', when: 'in a lawful case' },
    { who: 'N2', at: HOUR + 1, label: 'lawful', when: 'after it' },
  ])('$when is $label', ({ who, at, label }) => {
    const run = runOf([assessment(who, at)], buildTruth({ cases: [lawfulCase] }));
    expect(labelAssessments(run)).toMatchObject([{ label }]);
  });

  it('of somebody deceived is an example of nothing', () => {
    const truth = buildTruth({ victims: [buildVictim({ isDeceived: true })] });
    expect(labelAssessments(runOf([assessment('N1', -DAY)], truth))).toEqual([
      { label: 'unclear' },
    ]);
  });
});
