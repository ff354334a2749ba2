import { mkdir } from 'node:fs/promises';
import { Checkpoint } from './checkpoint.ts';
import { DirectoryWatch, type DirectoryWatchParts } from './directory-watch.ts';
import type { WatchedDirectory } from './watched-directory.ts';

export interface WatchOptions {
  directories: readonly WatchedDirectory[];
  /** Where checkpoints are kept; made if need be. */
  stateDir: string;
  /** A file that has not changed for so long is complete. */
  settledMs: number;
}

export interface Watching {
  readonly watches: ReadonlyMap<string, DirectoryWatch>;
  /** Resolves when all that is durable is in the checkpoints. */
  stop(): Promise<void>;
}

/** Watches directories until stopped. @throws CheckpointError */
export async function startWatching(
  { directories, stateDir, settledMs }: WatchOptions,
  parts: Omit<DirectoryWatchParts, 'directory' | 'checkpoint' | 'settledMs'>,
): Promise<Watching> {
  await mkdir(stateDir, { recursive: true });
  const watches = new Map<string, DirectoryWatch>();
  for (const directory of directories) {
    const checkpoint = await Checkpoint.load(stateDir, directory);
    watches.set(
      directory.path + (directory.name === undefined ? '' : ` ${directory.name.source}`),
      new DirectoryWatch({ ...parts, directory, checkpoint, settledMs }),
    );
  }
  const stopping = new AbortController();
  const running = [...watches.values()].map((watch) => watch.run(stopping.signal));
  const ended = Promise.all(running);
  return {
    watches,
    stop: async () => {
      stopping.abort();
      await ended;
    },
  };
}
