import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { InfraError } from './errors.ts';

export interface Command {
  file: string;
  args: readonly string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
}

/** Runs to its end. @throws InfraError `command-failed` with the last lines it printed */
export async function run({ file, args, cwd, env }: Command): Promise<string> {
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  try {
    const [code, out, problems] = await Promise.all([
      ended,
      text(child.stdout),
      text(child.stderr),
    ]);
    if (code === 0) return out;
    throw new InfraError(
      'command-failed',
      `${file} ended with ${code}: ${lastLines(problems + out)}`,
    );
  } catch (error) {
    if (error instanceof InfraError) throw error;
    throw new InfraError('command-failed', `${file} cannot be run`, error);
  }
}

export function lastLines(printed: string, count = 20): string {
  return printed.trimEnd().split('\n').slice(-count).join('\n');
}
