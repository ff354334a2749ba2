import {
  type DirectoryFollower,
  followDirectory,
  type Ledger,
  LiveDirectory,
} from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import { loadDirectory } from './reference-data.ts';

interface SourceLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface DirectorySourceOptions {
  /** A CSV file, or the ledger; with neither the directory is empty. */
  file?: string | undefined;
  ledger?: Ledger | undefined;
  numbering: Numbering;
  /** How often the ledger is asked whether it has changed. Default 10 s. */
  everyMs?: number;
  log: SourceLog;
}

/** The directory of subscribers of a service, kept up to date. */
export interface DirectorySource {
  /** Holds nothing of a ledger until `start` has read it. */
  readonly directory: LiveDirectory;
  /** What keeps it from being up to date. */
  readonly problem: string | undefined;
  /** Reads it from the ledger, where there is one, and follows that. @throws LedgerError */
  start(): Promise<void>;
  /**
   * Reads it again at once. Where that fails the old one stays in force.
   * @throws DataFileError, UnreadableFileError or LedgerError
   */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

const READ = 'directory of subscribers read';

/** @throws DataFileError or UnreadableFileError of the file */
export function createDirectorySource(options: DirectorySourceOptions): DirectorySource {
  const { file, ledger, numbering, log } = options;
  const directory = new LiveDirectory(loadDirectory(file, numbering));
  let follower: DirectoryFollower | undefined;
  const readFile = () => {
    directory.put(loadDirectory(file, numbering));
    log.info({ entries: directory.size }, READ);
  };
  return {
    directory,
    get problem() {
      return follower?.problem;
    },
    start: async () => {
      if (ledger !== undefined) follower = await follow(ledger, directory, options);
    },
    reload: async () => {
      // Until it has begun to follow the ledger it reads anyway.
      if (ledger === undefined) readFile();
      else await follower?.reload();
    },
    stop: async () => {
      await follower?.stop();
    },
  };
}

function follow(
  ledger: Ledger,
  live: LiveDirectory,
  { everyMs, log }: DirectorySourceOptions,
): Promise<DirectoryFollower> {
  return followDirectory({
    ledger,
    live,
    ...(everyMs === undefined ? {} : { everyMs }),
    onRead: (read) => log.info(read, READ),
    onProblem: (error) => {
      if (error === undefined) log.info({}, 'the ledger answers again');
      else
        log.warn({ err: error }, 'the ledger does not answer; the last directory stays in force');
    },
  });
}
