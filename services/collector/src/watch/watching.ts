import { mkdir } from 'node:fs/promises';
import type { Numbering } from '@sekisho/numbering';
import { createChooseReading } from '../read-choice.ts';
import { createOutsideLineCut } from '../read-outside-line.ts';
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

export interface WatchingParts
  extends Omit<DirectoryWatchParts, 'directory' | 'choose' | 'checkpoint' | 'settledMs'> {
  numbering: Pick<Numbering, 'understand'>;
}

/** Watches directories until stopped. @throws CheckpointError */
export async function startWatching(
  { directories, stateDir, settledMs }: WatchOptions,
  parts: WatchingParts,
): Promise<Watching> {
  await mkdir(stateDir, { recursive: true });
  const watches = new Map<string, DirectoryWatch>();
  const cutOutsideLine = createOutsideLineCut(parts.numbering);
  for (const directory of directories) {
    const checkpoint = await Checkpoint.load(stateDir, directory);
    const choose = createChooseReading({ ...directory, cutOutsideLine });
    watches.set(
      directory.path + (directory.name === undefined ? '' : ` ${directory.name.source}`),
      new DirectoryWatch({ ...parts, directory, choose, checkpoint, settledMs }),
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
