import { basename } from 'node:path';
import { type FitRun, fittedWeights, NothingToFitError } from '@sekisho/evaluation';
import { loadRuleSet } from '@sekisho/reference';
import type { RuleSet, WeightsDocument } from '@sekisho/rules';
import { Progress } from '../progress.ts';
import { UsageError } from '../usage-error.ts';
import { collectFiles } from './collect-files.ts';
import { collectRuns } from './collect-runs.ts';
import type { FitFlags } from './flags.ts';

const DEFAULT_SEEDS = [1, 2, 3, 4];

/** Collects what the weights in force weigh, and fits new ones to it. */
export async function runFit(flags: FitFlags): Promise<WeightsDocument> {
  const ruleSet = loadRuleSet(flags.rules);
  const model = modelOf(ruleSet);
  const progress = new Progress('fit');
  try {
    const { runs, heldOut } = await collect(flags, ruleSet, progress);
    progress.note(`${[...runs, ...heldOut].length} runs collected, fitting`);
    return fittedWeights({
      name: nameOf(flags.out),
      base: model.document,
      runs,
      heldOut,
      on: { collectedWith: model.version },
      falsePer100kDays: flags.falsePer100000,
      restrictForMs: ruleSet.restrictForMs,
    });
  } catch (error) {
    if (!(error instanceof NothingToFitError)) throw error;
    throw new UsageError(error.message, { cause: error });
  } finally {
    progress.end();
  }
}

function modelOf({ evidence, name }: RuleSet) {
  if (evidence === undefined)
    throw new UsageError(`--rules: ${name} weighs no evidence; name a rule set that does`);
  return evidence.model;
}

async function collect(
  flags: FitFlags,
  ruleSet: RuleSet,
  progress: Progress,
): Promise<{ runs: FitRun[]; heldOut: FitRun[] }> {
  const { records, settings, subscribers, days, rules, heldOut = [] } = flags;
  const seeds = flags.seeds ?? (records === undefined ? DEFAULT_SEEDS : []);
  const recorded =
    records === undefined ? [] : [await collectFiles(records, flags, ruleSet, progress)];
  let done = 0;
  const wanted = { seeds: [...seeds, ...heldOut], settings, subscribers, days, rules };
  const simulated = await collectRuns(wanted, (count) => {
    done += count;
    progress.show(done);
  });
  const fitted = seeds.length * settings.length;
  return { runs: [...simulated.slice(0, fitted), ...recorded], heldOut: simulated.slice(fitted) };
}

/** Weights are named after their file, as far as a name may be written so. */
function nameOf(file: string): string {
  const plain = basename(file, '.json')
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, '-');
  return plain.slice(0, 64) || 'fitted';
}
