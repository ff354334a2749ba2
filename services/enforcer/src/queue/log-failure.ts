import type { Log } from '@sekisho/runtime';
import { Postponed } from '../postponed.ts';

/** To wait is in the course of things and said in a line; all else is told in full. */
export function logFailure(log: Log, error: Error, job: string, attempt: number): void {
  if (error instanceof Postponed) log.info({ job, attempt, why: error.message }, 'job postponed');
  else log.warn({ err: error, job, attempt }, 'job failed');
}
