import type { FitRun } from '@sekisho/evaluation';
import type { SeedJob } from '../evaluate/evaluate-seed.ts';
import { inThreads } from '../evaluate/run-seeds.ts';
import type { Setting } from './flags.ts';

const WORKER = new URL('./collect-worker.ts', import.meta.url);

export interface RunsToCollect {
  seeds: readonly number[];
  settings: readonly Setting[];
  subscribers: number | undefined;
  days: number | undefined;
  rules: string | undefined;
}

/** Each seed in each setting, the settings of a seed beside each other. */
export function collectRuns(
  wanted: RunsToCollect,
  onProgress: (records: number) => void,
): Promise<FitRun[]> {
  const { seeds, settings } = wanted;
  const jobs = seeds.flatMap((seed) => settings.map((setting) => jobOf(wanted, seed, setting)));
  return inThreads<FitRun>(WORKER, jobs, onProgress);
}

function jobOf(
  { subscribers, days, rules }: RunsToCollect,
  seed: number,
  setting: Setting,
): SeedJob {
  return {
    seed,
    traffic: { subscribers, days, setting, stopsOnly: false },
    rules,
    withBaselines: false,
    inOperation: false,
    withAblation: false,
  };
}
