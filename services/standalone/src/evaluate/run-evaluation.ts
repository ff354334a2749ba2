import { checkPaths } from '@sekisho/collector';
import { type Evaluation, type EvaluationRun, evaluate } from '@sekisho/evaluation';
import {
  loadAddressCountries,
  loadDirectory,
  loadNumbering,
  loadRuleSet,
} from '@sekisho/reference';
import { leftOut, readingOf } from '../commands/reading-flags.ts';
import { Progress } from '../progress.ts';
import { evaluateFiles } from './evaluate-files.ts';
import type { SeedJob } from './evaluate-seed.ts';
import type { EvaluateFlags } from './flags.ts';
import { readCases, readLabels } from './labels-file.ts';
import { runSeeds } from './run-seeds.ts';
import { variantsOf } from './variants.ts';

const DEFAULT_SEEDS = [1, 2, 3];

/** What an evaluation was made on. */
export interface MadeOn {
  traffic: string;
  tunedOn: string | null;
  ruleSet: string;
}

export interface Result {
  madeOn: MadeOn;
  evaluation: Evaluation;
  /** The same of what switches tell of the traffic that write stops alone, where it was asked for. */
  stopsOnly?: Evaluation;
}

/** Makes or reads the traffic, has it watched, and scores what was decided. */
export async function runEvaluation(flags: EvaluateFlags): Promise<Result> {
  const ruleSet = loadRuleSet(flags.rules);
  const progress = new Progress('evaluate');
  try {
    const { restrictForMs } = ruleSet;
    const evaluateRuns = (runs: Runs) =>
      evaluate({ ...runs, restrictForMs, mostFalsePer100kDays: flags.mostFalse });
    const runs =
      flags.records === undefined
        ? await simulated(flags, progress)
        : await recorded(flags.records, flags, progress);
    const result = {
      madeOn: madeOn(flags, runs.runs, ruleSet.version),
      evaluation: evaluateRuns(runs),
    };
    if (!flags.stopsOnlyToo) return result;
    // Without a part of it is told once: that takes as long as all else.
    const stops = await simulated({ ...flags, stopsOnly: true, ablation: false }, progress);
    return { ...result, stopsOnly: evaluateRuns(stops) };
  } finally {
    progress.end();
  }
}

interface Runs {
  runs: EvaluationRun[];
  tuning: EvaluationRun[];
}

async function simulated(flags: EvaluateFlags, progress: Progress): Promise<Runs> {
  const { seeds = DEFAULT_SEEDS, tuneSeeds = [] } = flags;
  let done = 0;
  const runs = await runSeeds(
    [...seeds, ...tuneSeeds].map((seed) => jobOf(seed, flags)),
    (records) => {
      done += records;
      progress.show(done);
    },
  );
  return { runs: runs.slice(0, seeds.length), tuning: runs.slice(seeds.length) };
}

function jobOf(seed: number, flags: EvaluateFlags): SeedJob {
  const { subscribers, days, setting, rules, stopsOnly = false } = flags;
  return {
    seed,
    traffic: { subscribers, days, setting, stopsOnly },
    rules,
    withBaselines: flags.baselines ?? false,
    inOperation: flags.inOperation ?? false,
    withAblation: flags.ablation ?? false,
  };
}

async function recorded(
  files: readonly string[],
  flags: EvaluateFlags,
  progress: Progress,
): Promise<Runs> {
  const numbering = loadNumbering(flags);
  const ruleSet = loadRuleSet(flags.rules);
  await checkPaths(files);
  let skipped = 0;
  const run = await evaluateFiles({
    files,
    numbering,
    ruleSet,
    addressCountry: loadAddressCountries(),
    reading: { ...readingOf(files, flags, numbering), onSkipped: (count) => (skipped += count) },
    directory: loadDirectory(flags.directory, numbering),
    labels: flags.labels === undefined ? [] : readLabels(flags.labels),
    cases: flags.cases === undefined ? [] : readCases(flags.cases),
    variants: flags.ablation ? variantsOf(ruleSet) : [],
    withBaselines: flags.baselines ?? false,
    inOperation: flags.inOperation ?? false,
    onProgress: (records) => progress.show(records),
  });
  if (skipped > 0) progress.tell(leftOut(skipped));
  return { runs: [run], tuning: [] };
}

function madeOn(flags: EvaluateFlags, runs: readonly EvaluationRun[], ruleSet: string): MadeOn {
  const { truth } = runs[0]!;
  const size = `${truth.kinds.size} subscribers, ${Math.round(truth.days * 10) / 10} days`;
  const events = flags.stopsOnly ? 'stops alone' : 'starts, interims and stops';
  const traffic =
    flags.records === undefined
      ? `simulated, ${runs.map(({ run }) => run).join(', ')}: each ${size}, ${events}, setting ${flags.setting}`
      : `${flags.records.length} files: ${size}`;
  const tunedOn = flags.tuneSeeds === undefined ? null : `seeds ${flags.tuneSeeds.join(', ')}`;
  return { traffic, tunedOn, ruleSet };
}
