import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../services/standalone/bin/sekisho.js', import.meta.url));

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface SpawnOptions {
  stdin?: string | Uint8Array;
  cwd?: string;
  /** Beside the environment of the test. */
  env?: Readonly<Record<string, string>>;
}

/** Starts the command with its standard streams open. */
export function startSekisho(
  args: readonly string[],
  { cwd, env = {} }: SpawnOptions = {},
): ChildProcess {
  const all = { ...process.env, ...env };
  return spawn(process.execPath, [MAIN, ...args], { cwd, env: all, stdio: 'pipe' });
}

/** Runs the command to its end. */
export async function sekisho(
  args: readonly string[],
  { stdin = '', ...options }: SpawnOptions = {},
): Promise<Finished> {
  const child = startSekisho(args, options);
  // A command that refuses its arguments ends before it reads: that is no fault of the writer.
  child.stdin?.on('error', () => undefined);
  child.stdin?.end(stdin);
  return finished(child);
}

/** What a started command came to. */
export async function finished(child: ChildProcess): Promise<Finished> {
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    }),
  ]);
  return { code, stdout, stderr };
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  if (stream === null) return '';
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
