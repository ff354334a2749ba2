import { type Log, pause } from '@sekisho/runtime';
import { FeedError } from '../feed-error.ts';
import type { Checkpoint, FileMark } from './checkpoint.ts';
import { beginning, type ContentMark, digestOf } from './content-mark.ts';
import { FollowedFiles } from './followed-files.ts';
import { Gaps } from './gaps.ts';
import { type Match, matchContent } from './match-content.ts';
import { type ListedFile, SettledFiles } from './settled-files.ts';
import { type TakeFileParts, takeFile } from './take-file.ts';
import { Wake } from './wake.ts';

const POLL_MS = 1000;
/** However often a directory changes. */
const LEAST_PAUSE_MS = 100;
const SAVE_EVERY_MS = 1000;
const RETRY_AFTER_MS = 30_000;

export interface DirectoryWatchParts extends TakeFileParts {
  checkpoint: Checkpoint;
  /** A file that has not changed for so long is complete. */
  settledMs: number;
}

interface Failure {
  file: ListedFile;
  at: number;
  message: string;
}

/** Takes in the files of one directory, each once, for as long as it runs. */
export class DirectoryWatch {
  readonly #parts: DirectoryWatchParts;
  readonly #log: Log;
  readonly #settled: SettledFiles;
  readonly #followed = new FollowedFiles();
  readonly #failures = new Map<string, Failure>();
  readonly #gaps: Gaps;
  #trouble: string | undefined;
  #isDirty = false;
  #savedAt = 0;

  constructor(parts: DirectoryWatchParts) {
    const { directory, checkpoint, settledMs, now } = parts;
    this.#parts = parts;
    this.#log = parts.log.child({ directory: directory.path });
    this.#settled = new SettledFiles(directory.path, { name: directory.name, settledMs, now });
    const { missing } = checkpoint;
    const { sequence } = directory;
    this.#gaps = new Gaps({ sequence, missing, graceMs: settledMs, log: this.#log, now });
  }

  /** What keeps files from being taken, if anything does. */
  problem(): string | undefined {
    if (this.#trouble !== undefined) return this.#trouble;
    const [first] = this.#failures.values();
    return first === undefined ? undefined : `${this.#failures.size} unreadable: ${first.message}`;
  }

  /** Which files are missing in their sequence, if any are. */
  note(): string | undefined {
    return this.#gaps.note();
  }

  /** Runs until the signal; then what is durable is in the checkpoint. */
  async run(signal: AbortSignal): Promise<void> {
    const { path } = this.#parts.directory;
    const wake = new Wake(path, (error) => this.#log.debug({ err: error }, 'looks every second'));
    while (!signal.aborted) {
      try {
        await this.#scan(signal);
        this.#trouble = undefined;
      } catch (error) {
        if (signal.aborted) break;
        this.#complain(error);
        wake.close();
      }
      await pause(LEAST_PAUSE_MS, signal);
      await wake.wait(POLL_MS - LEAST_PAUSE_MS, signal);
    }
    wake.close();
    await this.#save();
    await this.#parts.checkpoint.idle();
  }

  async #scan(signal: AbortSignal): Promise<void> {
    const { checkpoint, counts, directory } = this.#parts;
    const files = await this.#settled.list();
    const names = new Set(files.map(({ name }) => name));
    checkpoint.forget(names);
    for (const name of this.#failures.keys()) if (!names.has(name)) this.#failures.delete(name);
    for (const file of this.#newFirst(files)) {
      if (this.#isDue(file)) await this.#try(file, signal);
    }
    const isChanged = this.#gaps.look([...names.union(checkpoint.files)].sort());
    counts.gaps.set({ directory: directory.path }, this.#gaps.open.length);
    this.#isDirty ||= isChanged;
    await this.#saveNowAndThen();
  }

  /** A file that took the place of another is read after that other, which has a new name. */
  #newFirst(files: readonly ListedFile[]): ListedFile[] {
    const { directory, checkpoint } = this.#parts;
    if (!directory.follow) return [...files];
    const [known, fresh] = [true, false].map((isKnown) =>
      files.filter(({ name }) => checkpoint.files.has(name) === isKnown),
    );
    return [...(fresh ?? []), ...(known ?? [])];
  }

  #isDue(file: ListedFile): boolean {
    const known = this.#parts.checkpoint.files.get(file.name);
    if (known?.done === true && isSame(known, file)) return false;
    const failure = this.#failures.get(file.name);
    const waits = failure !== undefined && isSame(failure.file, file);
    if (waits && this.#parts.now() - failure.at < RETRY_AFTER_MS) return false;
    return file.isSettled || this.#grows(file);
  }

  #grows({ name }: ListedFile): boolean {
    return this.#parts.directory.follow && !name.endsWith('.gz');
  }

  async #try(file: ListedFile, signal: AbortSignal): Promise<void> {
    try {
      await this.#take(file, signal);
      this.#failures.delete(file.name);
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      const before = this.#failures.get(file.name);
      if (before === undefined || !isSame(before.file, file)) {
        this.#parts.counts.files.inc({ outcome: 'failed' });
        this.#log.error({ err: error, file: file.name }, 'file not read to its end');
      }
      this.#failures.set(file.name, { file, at: this.#parts.now(), message: error.message });
    }
  }

  async #take(file: ListedFile, signal: AbortSignal): Promise<void> {
    const grows = this.#grows(file);
    const match = await this.#find(file);
    let mark = match?.mark ?? beginning();
    const records = await takeFile(
      file,
      { ...this.#parts, log: this.#log },
      {
        from: mark,
        grows,
        signal,
        onDurable: async (durable, isLast) => {
          mark = durable;
          this.#note(file, durable, isLast);
          await this.#saveNowAndThen();
        },
        onTrouble: () => this.#save(),
      },
    );
    if (grows) {
      this.#note(file, mark, true);
      this.#followed.leave(file.name, mark);
    } else if (this.#parts.checkpoint.files.get(file.name)?.done === true) {
      const outcome = records === 0 && match?.known?.done === true ? 'known' : 'done';
      this.#parts.counts.files.inc({ outcome });
      this.#log.info({ file: file.name, records }, `file ${outcome}`);
    }
  }

  async #find(file: ListedFile): Promise<(Pick<Match, 'mark'> & Partial<Match>) | undefined> {
    const left = await this.#followed.resume(file.name, file.path);
    if (left !== undefined) return { mark: left };
    const { checkpoint } = this.#parts;
    const own = checkpoint.files.get(file.name);
    const others = [...checkpoint.files.values(), ...checkpoint.former];
    const candidates = others.filter((known) => known === own || this.#mayBegin(file, known));
    const match = await matchContent(file.path, candidates);
    if (match?.known !== own) checkpoint.replace(file.name);
    return match;
  }

  /** Whether a file may begin with a known content; of a packed one the sizes do not tell. */
  #mayBegin({ name, size }: ListedFile, { offset, done }: FileMark): boolean {
    if (name.endsWith('.gz') || offset === size) return true;
    return offset < size && (this.#parts.directory.follow || !done);
  }

  #note({ name, size, modifiedMs }: ListedFile, mark: ContentMark, done: boolean): void {
    const { offset, line } = mark;
    this.#parts.checkpoint.note(name, {
      size,
      modifiedMs,
      offset,
      line,
      hash: digestOf(mark),
      done,
    });
    this.#isDirty = true;
  }

  async #saveNowAndThen(): Promise<void> {
    if (this.#parts.now() - this.#savedAt >= SAVE_EVERY_MS) await this.#save();
  }

  async #save(): Promise<void> {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    this.#savedAt = this.#parts.now();
    try {
      await this.#parts.checkpoint.save();
    } catch (error) {
      this.#isDirty = true;
      throw error;
    }
  }

  #complain(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (message !== this.#trouble) this.#log.error({ err: error }, 'directory cannot be taken in');
    this.#trouble = message;
  }
}

function isSame(
  a: Pick<FileMark, 'size' | 'modifiedMs'>,
  b: Pick<FileMark, 'size' | 'modifiedMs'>,
): boolean {
  return a.size === b.size && a.modifiedMs === b.modifiedMs;
}
