import { parentPort, workerData } from 'node:worker_threads';
import { evaluateSeed, type SeedJob } from './evaluate-seed.ts';

// The thread of one seed: what it posts last is the run, numbers before are records done.
const port = parentPort!;
port.postMessage(evaluateSeed(workerData as SeedJob, (records) => port.postMessage(records)));
