import { readFileSync } from 'node:fs';
import { UnreadableFileError } from './unreadable-file-error.ts';

/** A file's text; a file that cannot be read is the caller's mistake. */
export function readText(file: string): string {
  return readBytes(file).toString('utf8');
}

/** The same, as it stands there. */
export function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? error.code : 'unreadable';
    throw new UnreadableFileError(`${file}: cannot be read (${why}); name a file that exists`, {
      cause: error,
    });
  }
}
