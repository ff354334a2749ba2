import { AssessmentLog, type FitRun } from '@sekisho/evaluation';
import { evaluateSeed, type SeedJob } from '../evaluate/evaluate-seed.ts';

/** Simulates the traffic of a seed and keeps what was weighed of it. */
export function collectSeed(job: SeedJob, onProgress: (records: number) => void): FitRun {
  const log = new AssessmentLog();
  const { run, truth } = evaluateSeed(job, onProgress, (assessment) => log.take(assessment));
  const name = `${run}, setting ${job.traffic.setting}`;
  return { run: name, truth, assessments: log.finish(), isJudged: false };
}
