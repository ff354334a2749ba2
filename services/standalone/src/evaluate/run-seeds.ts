import { Worker } from 'node:worker_threads';
import type { EvaluationRun } from '@sekisho/evaluation';
import type { SeedJob } from './evaluate-seed.ts';

const WORKER = new URL('./seed-worker.ts', import.meta.url);
// A run is a core and some hundred megabytes.
const THREADS = 2;

/** Runs seeds beside each other, each in a thread of its own; the runs come in the jobs' order. */
export async function runSeeds(
  jobs: readonly SeedJob[],
  onProgress: (records: number) => void,
): Promise<EvaluationRun[]> {
  return inThreads<EvaluationRun>(WORKER, jobs, onProgress);
}

/**
 * Runs jobs beside each other, each in a thread of its own; what they come to has their order.
 * @param worker posts numbers of records done, and last what its job came to
 */
export async function inThreads<Result extends object>(
  worker: URL,
  jobs: readonly SeedJob[],
  onProgress: (records: number) => void,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = [...jobs.entries()];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, job] = next;
      results[index] = await inThread<Result>(worker, job, onProgress);
    }
  };
  await Promise.all(Array.from({ length: THREADS }, work));
  return results;
}

function inThread<Result extends object>(
  url: URL,
  job: SeedJob,
  onProgress: (records: number) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(url, { workerData: job });
    worker.on('message', (message: number | Result) => {
      if (typeof message === 'number') onProgress(message);
      else resolve(message);
    });
    worker.once('error', reject);
    // Without effect where the run came before.
    worker.once('exit', (code) =>
      reject(new Error(`seed ${job.seed}: its thread ended (${code})`)),
    );
  });
}
