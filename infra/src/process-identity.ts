import { readFileSync } from 'node:fs';

/** One run of one process: the system gives a process id again, but not at the same time. */
export interface ProcessIdentity {
  pid: number;
  /** Clock ticks since the machine started. */
  startTime: string;
}

/** Nothing when there is no such process, or only its remains. */
export function identify(pid: number): ProcessIdentity | undefined {
  const fields = statFields(pid);
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  // Field 22; the first two, the second of which may hold blanks, are cut off.
  const startTime = fields[19];
  return startTime === undefined ? undefined : { pid, startTime };
}

export function isRunning({ pid, startTime }: ProcessIdentity): boolean {
  return identify(pid)?.startTime === startTime;
}

function statFields(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^(?:ENOENT|ESRCH)$/.test(`${error.code}`);
}
