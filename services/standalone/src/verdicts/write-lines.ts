import { writeFileSync } from 'node:fs';
import { UsageError } from '../usage-error.ts';

/** @throws UsageError where the file that a flag names cannot be written */
export function writeLines(flag: string, file: string, lines: readonly string[]): void {
  try {
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : 'not writable';
    throw new UsageError(`${flag} ${file}: cannot be written (${why}); name another file`, {
      cause: error,
    });
  }
}
