import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** One run of SIPp: a scenario, from an address of loopback. */
export interface SippRun {
  folder: string;
  program: string;
  scenario: string;
  address: string;
  port: number;
  /** `host:port` that calls go to; nothing for who waits for calls. */
  to?: string;
  /** A line of the CSV a call; fields separated by `;`. */
  calls?: readonly string[];
  /** Calls that begin in a second. */
  rate?: number;
  /** How long a call that is answered lasts, ms. */
  lastsMs?: number;
}

export interface RunningSipp {
  /** Resolves with what went otherwise than written; empty when nothing did. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const WITHIN_S = 60;
/** Also how long a call is held that waits to be ended. */
const RECEIVE_MS = 20_000;

export function startSipp(run: SippRun): RunningSipp {
  const folder = mkdtempSync(join(run.folder, 'sipp-'));
  const file = (name: string) => join(folder, name);
  writeFileSync(file('scenario.xml'), run.scenario);
  writeFileSync(file('calls.csv'), `SEQUENTIAL\n${(run.calls ?? []).join('\n')}\n`);
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', run.program, ...argsOf(run, file)], {
    cwd: folder,
    stdio: 'ignore',
  });
  const code = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exit, signal) => resolve(exit ?? signal ?? 'unknown'));
  });
  const ended = code.then((exit) =>
    exit === 0 ? '' : `sipp: ${exit}\n${errorsIn(file('errors.log'))}`,
  );
  return { ended, stop: () => stop(child, code) };
}

function argsOf(
  { scenario, calls = [], ...run }: SippRun,
  file: (name: string) => string,
): string[] {
  const count = String(calls.length);
  return [
    ...(run.to === undefined ? [] : [run.to, '-inf', file('calls.csv'), '-m', count, '-l', '1000']),
    ...['-sf', file('scenario.xml'), '-i', run.address, '-p', String(run.port), '-nostdin'],
    // Media ports are never used; a range of its own keeps runs from meeting there.
    ...['-mi', run.address, '-r', String(run.rate ?? 20), '-d', String(run.lastsMs ?? 50)],
    ...(run.to === undefined ? [] : ['-timeout', `${WITHIN_S}s`, '-timeout_error']),
    ...(run.to === undefined ? [] : ['-recv_timeout', String(RECEIVE_MS), '-max_retrans', '4']),
    ...['-trace_err', '-error_file', file('errors.log')],
  ];
}

function errorsIn(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').slice(0, 4000) : '';
}

async function stop(child: ChildProcess, code: Promise<unknown>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  await code;
}
