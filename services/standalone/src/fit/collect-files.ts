import { checkPaths } from '@sekisho/collector';
import { AssessmentLog, type FitRun } from '@sekisho/evaluation';
import { loadAddressCountries, loadDirectory, loadNumbering } from '@sekisho/reference';
import type { RuleSet } from '@sekisho/rules';
import { leftOut, readingOf } from '../commands/reading-flags.ts';
import { evaluateFiles } from '../evaluate/evaluate-files.ts';
import { readCases, readLabels } from '../evaluate/labels-file.ts';
import type { Progress } from '../progress.ts';
import type { FitFlags } from './flags.ts';

/** Reads records of one's own and keeps what was weighed of them. */
export async function collectFiles(
  files: readonly string[],
  flags: FitFlags,
  ruleSet: RuleSet,
  progress: Progress,
): Promise<FitRun> {
  const numbering = loadNumbering(flags);
  await checkPaths(files);
  const log = new AssessmentLog();
  let skipped = 0;
  const { run, truth } = await evaluateFiles({
    files,
    numbering,
    ruleSet,
    addressCountry: loadAddressCountries(),
    reading: { ...readingOf(files, flags, numbering), onSkipped: (count) => (skipped += count) },
    directory: loadDirectory(flags.directory, numbering),
    labels: flags.labels === undefined ? [] : readLabels(flags.labels),
    cases: flags.cases === undefined ? [] : readCases(flags.cases),
    variants: [],
    withBaselines: false,
    inOperation: false,
    onAssessed: (assessment) => log.take(assessment),
    onProgress: (records) => progress.show(records),
  });
  if (skipped > 0) progress.tell(leftOut(skipped));
  return { run, truth, assessments: log.finish(), isJudged: true };
}
