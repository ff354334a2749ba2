import { type ChildProcess, spawn } from 'node:child_process';
import { TargetError } from './target.ts';

export interface ProgramRun {
  program: string;
  args: readonly string[];
  input: string;
  timeoutMs: number;
  stopped: AbortSignal;
}

/** Codes of sysexits.h but for "temporary failure": what is asked is wrong and stays so. */
const REFUSED = { from: 64, to: 78, but: 75 };
const MOST_OUTPUT = 1024 * 1024;

/**
 * Runs a program to its end and returns what it wrote.
 * @throws TargetError `refused` for exit codes 64–78 but 75; `unreachable` for any other but 0, and
 * when it takes too long: then it is killed with all that it started
 */
export async function runProgram(run: ProgramRun): Promise<string> {
  // A group of its own, so that what it starts can be ended with it.
  const child = spawn(run.program, run.args, {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const deadline = AbortSignal.any([run.stopped, AbortSignal.timeout(run.timeoutMs)]);
  const kill = () => killGroup(child);
  deadline.addEventListener('abort', kill, { once: true });
  try {
    const [code, output] = await Promise.all([
      exitOf(child),
      outputOf(child),
      write(child, run.input),
    ]);
    if (deadline.aborted) throw new TargetError('unreachable', 'took too long and was killed');
    if (code === 0) return output;
    const isRefused = code >= REFUSED.from && code <= REFUSED.to && code !== REFUSED.but;
    throw new TargetError(isRefused ? 'refused' : 'unreachable', `ended with ${code}`);
  } finally {
    deadline.removeEventListener('abort', kill);
  }
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new TargetError('unreachable', 'cannot be run', { cause })),
    );
    child.once('close', (code) => resolve(code ?? 128));
  });
}

async function outputOf(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.setEncoding('utf8');
  child.stdout?.on('data', (chunk: string) => {
    if (text.length < MOST_OUTPUT) text += chunk;
  });
  await new Promise<void>((resolve) => {
    child.once('close', () => resolve());
    child.once('error', () => resolve());
  });
  return text;
}

/** A program may end without reading. */
async function write(child: ChildProcess, input: string): Promise<void> {
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(input);
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
