import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { CrashPoint } from './crash-points.ts';
import { PLAIN_RULES } from './plain-rules.ts';

const PROGRAM = fileURLToPath(new URL('./crash-folder.ts', import.meta.url));

/** Has a process take a file of records into a data folder and kill itself at a point. */
export async function crashOn(
  data: string,
  point: CrashPoint,
  file: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const given = { CRASH_AT: point, DATA: data, RECORDS: file, RULES_FILE: PLAIN_RULES };
  const child = spawn(process.execPath, [PROGRAM], {
    env: { ...process.env, ...given, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const timer = setTimeout(() => child.kill('SIGTERM'), 30_000);
  const [, signal] = await once(child, 'exit');
  clearTimeout(timer);
  expect(signal).toBe('SIGKILL');
}
