import { openLedger } from '@sekisho/ledger';
import { parseJob } from '@sekisho/restrictions';
import { createHandleJob } from '../handle-job.ts';
import type { Target } from '../targets/target.ts';
import { buildParts } from './build-parts.ts';

/** `node crash-child.ts DATABASE_URL SWITCH_URL NOW JOB`: dies when the switch has answered. */
const [databaseUrl = '', url = '', now = '', job = ''] = process.argv.slice(2);

const parts = buildParts(openLedger(databaseUrl), { url }, { now: Number(now) });
const target: Target = {
  ...parts.target,
  apply: (request) => parts.target.apply(request).then(die),
  release: (request) => parts.target.release(request).then(die),
};

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('is dead');
}

await createHandleJob({ ...parts, target })(parseJob(JSON.parse(job)));
