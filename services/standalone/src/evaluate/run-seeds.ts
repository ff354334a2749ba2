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
  const runs: EvaluationRun[] = [];
  const left = [...jobs.entries()];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [index, job] = next;
      runs[index] = await inThread(job, onProgress);
    }
  };
  await Promise.all(Array.from({ length: THREADS }, work));
  return runs;
}

function inThread(job: SeedJob, onProgress: (records: number) => void): Promise<EvaluationRun> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: job });
    worker.on('message', (message: number | EvaluationRun) => {
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
