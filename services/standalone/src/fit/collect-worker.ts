import { parentPort, workerData } from 'node:worker_threads';
import type { SeedJob } from '../evaluate/evaluate-seed.ts';
import { collectSeed } from './collect-seed.ts';

// The thread of one seed: what it posts last is the run, numbers before are records done.
const port = parentPort!;
port.postMessage(collectSeed(workerData as SeedJob, (records) => port.postMessage(records)));
