import type { LiveDirectory } from './directory-live.ts';
import { directoryVersion, readDirectory } from './directory-read.ts';
import type { Ledger } from './ledger.ts';

const EVERY_MS = 10_000;

export interface FollowOptions {
  ledger: Ledger;
  /** Kept as the ledger has it. */
  live: LiveDirectory;
  /** Default 10 s. */
  everyMs?: number;
  onRead(read: { version: number; entries: number }): void;
  /** Told once when it begins to fail, and of `undefined` when it works again. */
  onProblem(error: unknown): void;
}

export interface DirectoryFollower {
  /** What keeps it from being as the ledger has it. */
  readonly problem: string | undefined;
  /** Looks now, and reads it again whatever its version. @throws LedgerError */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Reads the directory, then again whenever it has changed. While the ledger is away the last one
 * stays in force. @throws LedgerError when it cannot be read at first
 */
export async function followDirectory(options: FollowOptions): Promise<DirectoryFollower> {
  const follower = new Follower(options);
  await follower.reload();
  follower.start(options.everyMs ?? EVERY_MS);
  return follower;
}

class Follower implements DirectoryFollower {
  readonly #options: FollowOptions;
  #version: number | undefined;
  #isWrong = false;
  #problem: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  #working: Promise<void> = Promise.resolve();

  constructor(options: FollowOptions) {
    this.#options = options;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  reload(): Promise<void> {
    return this.#afterOthers(() => this.#read());
  }

  start(everyMs: number): void {
    this.#timer = setTimeout(async () => {
      await this.#afterOthers(() => this.#readIfNewer()).then(
        () => this.#tell(undefined),
        (error: unknown) => this.#tell(error),
      );
      if (!this.#isStopped) this.start(everyMs);
    }, everyMs);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#working.catch(() => undefined);
  }

  async #readIfNewer(): Promise<void> {
    const version = await directoryVersion(this.#options.ledger);
    // Another, not only a newer one: a ledger may have been restored from a backup.
    if (version !== this.#version) await this.#read();
  }

  async #read(): Promise<void> {
    const { version, directory } = await readDirectory(this.#options.ledger);
    this.#options.live.put(directory);
    this.#version = version;
    this.#options.onRead({ version, entries: directory.size });
  }

  /** Two readings at once could put the older one last. */
  #afterOthers(work: () => Promise<void>): Promise<void> {
    this.#working = this.#working.catch(() => undefined).then(work);
    return this.#working;
  }

  #tell(error: unknown): void {
    const isWrong = error !== undefined;
    this.#problem = isWrong
      ? `the directory of subscribers cannot be looked up anew: ${String(error)}`
      : undefined;
    if (isWrong !== this.#isWrong) this.#options.onProblem(error);
    this.#isWrong = isWrong;
  }
}
