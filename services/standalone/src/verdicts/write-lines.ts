import { mkdirSync, writeFileSync } from 'node:fs';
import { UsageError } from '../usage-error.ts';

/** @throws UsageError where the file that a flag names cannot be written */
export function writeLines(flag: string, file: string, lines: readonly string[]): void {
  writeText(flag, file, lines.map((line) => `${line}\n`).join(''));
}

/** @throws UsageError likewise */
export function writeText(flag: string, file: string, text: string, mode = 0o666): void {
  orRefuse(flag, file, () => writeFileSync(file, text, { mode }));
}

/** Makes a folder if need be. @throws UsageError likewise */
export function makeFolder(flag: string, dir: string): void {
  orRefuse(flag, dir, () => mkdirSync(dir, { recursive: true }));
}

function orRefuse(flag: string, path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : 'not writable';
    throw new UsageError(`${flag} ${path}: cannot be written (${why}); name another`, {
      cause: error,
    });
  }
}
