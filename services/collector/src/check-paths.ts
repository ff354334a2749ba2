import { access, constants, stat } from 'node:fs/promises';
import { FeedError } from './feed-error.ts';

export const STDIN = '-';

/** Throws a FeedError unless every path can be read; opens none, since opening drains a pipe. */
export async function checkPaths(paths: readonly string[]): Promise<void> {
  if (paths.indexOf(STDIN) !== paths.lastIndexOf(STDIN)) throw new FeedError('stdin-twice', STDIN);
  for (const path of paths) {
    if (path !== STDIN) await checkPath(path);
  }
}

async function checkPath(path: string): Promise<void> {
  const status = await stat(path).catch((cause: unknown) => {
    throw new FeedError(isMissing(cause) ? 'not-found' : 'not-readable', path, cause);
  });
  if (status.isDirectory()) throw new FeedError('not-a-file', path);
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw new FeedError('not-readable', path, cause);
  });
}

function isMissing(cause: unknown): boolean {
  const code = (cause as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
