import { type Log, pause } from '@sekisho/runtime';
import { FeedError } from '../feed-error.ts';
import type { Checkpoint } from './checkpoint.ts';
import { CheckpointSaver } from './checkpoint-saver.ts';
import { type ContentMark, digestOf } from './content-mark.ts';
import { findMark } from './find-mark.ts';
import { FollowedFiles } from './followed-files.ts';
import { Gaps } from './gaps.ts';
import { isUnchanged, type ListedFile, SettledFiles } from './settled-files.ts';
import { type TakeFileParts, takeFile } from './take-file.ts';
import { UnreadableFiles } from './unreadable-files.ts';
import { Wake } from './wake.ts';

const POLL_MS = 1000;
/** However often a directory changes. */
const LEAST_PAUSE_MS = 100;

export interface DirectoryWatchParts extends TakeFileParts {
  checkpoint: Checkpoint;
  /** A file that has not changed for so long is complete. */
  settledMs: number;
}

/** Takes in the files of one directory, each once, for as long as it runs. */
export class DirectoryWatch {
  readonly #parts: DirectoryWatchParts;
  readonly #log: Log;
  readonly #settled: SettledFiles;
  readonly #saver: CheckpointSaver;
  readonly #unreadable: UnreadableFiles;
  readonly #gaps: Gaps;
  readonly #followed = new FollowedFiles();
  #trouble: string | undefined;

  constructor(parts: DirectoryWatchParts) {
    const { directory, checkpoint, settledMs, now } = parts;
    const log = parts.log.child({ directory: directory.path });
    const { sequence, name, path } = directory;
    this.#parts = { ...parts, log };
    this.#log = log;
    this.#settled = new SettledFiles(path, { name, settledMs, now });
    this.#saver = new CheckpointSaver(checkpoint, now);
    this.#unreadable = new UnreadableFiles(now);
    this.#gaps = new Gaps({ sequence, missing: checkpoint.missing, graceMs: settledMs, log, now });
  }

  /** What keeps files from being taken, if anything does. */
  problem(): string | undefined {
    return this.#trouble ?? this.#unreadable.problem();
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
    await this.#saver.save();
  }

  async #scan(signal: AbortSignal): Promise<void> {
    const { checkpoint } = this.#parts;
    const files = await this.#settled.list();
    const names = new Set(files.map(({ name }) => name));
    checkpoint.forget(names);
    this.#unreadable.keepOnly(names);
    for (const file of this.#newFirst(files)) {
      signal.throwIfAborted();
      if (this.#isDue(file)) await this.#try(file, signal);
    }
    this.#lookForGaps(names);
    await this.#saver.saveNowAndThen();
  }

  /** A file that took the place of another is read after that other, which has a new name. */
  #newFirst(files: readonly ListedFile[]): readonly ListedFile[] {
    const { directory, checkpoint } = this.#parts;
    if (!directory.follow) return files;
    const isKnown = ({ name }: ListedFile) => checkpoint.files.has(name);
    return [...files.filter((file) => !isKnown(file)), ...files.filter(isKnown)];
  }

  #isDue(file: ListedFile): boolean {
    const known = this.#parts.checkpoint.files.get(file.name);
    if (known?.done === true && isUnchanged(known, file)) return false;
    return !this.#unreadable.waits(file) && (file.isSettled || this.#grows(file));
  }

  #grows({ name }: ListedFile): boolean {
    return this.#parts.directory.follow && !name.endsWith('.gz');
  }

  async #try(file: ListedFile, signal: AbortSignal): Promise<void> {
    try {
      await this.#take(file, signal);
      this.#unreadable.remove(file.name);
    } catch (error) {
      if (!(error instanceof FeedError)) throw error;
      if (!this.#unreadable.add(file, error)) return;
      this.#parts.counts.files.inc({ outcome: 'failed' });
      this.#log.error({ err: error, file: file.name }, 'file not read to its end');
    }
  }

  async #take(file: ListedFile, signal: AbortSignal): Promise<void> {
    const { checkpoint, directory } = this.#parts;
    const { follow } = directory;
    const grows = this.#grows(file);
    const { mark, wasWhole } = await findMark(file, {
      checkpoint,
      followed: this.#followed,
      follow,
    });
    const { end, records, isWhole } = await takeFile(file, this.#parts, {
      from: mark,
      grows,
      signal,
      onDurable: async (durable, isLast) => {
        this.#note(file, durable, isLast);
        await this.#saver.saveNowAndThen();
      },
      onTrouble: () => this.#saver.save(),
    });
    if (grows) {
      this.#note(file, end, true);
      this.#followed.leave(file.name, end);
    } else if (isWhole) this.#tell(file, records, records === 0 && wasWhole ? 'known' : 'done');
  }

  #tell({ name }: ListedFile, records: number, outcome: 'known' | 'done'): void {
    this.#parts.counts.files.inc({ outcome });
    this.#log.info({ file: name, records }, `file ${outcome}`);
  }

  #note({ name, size, modifiedMs }: ListedFile, mark: ContentMark, done: boolean): void {
    const { offset, line } = mark;
    const hash = digestOf(mark);
    this.#parts.checkpoint.note(name, { size, modifiedMs, offset, line, hash, done });
    this.#saver.touch();
  }

  #lookForGaps(names: ReadonlySet<string>): void {
    const { checkpoint, counts, directory } = this.#parts;
    const isChanged = this.#gaps.look([...names.union(checkpoint.files)].sort());
    if (isChanged) this.#saver.touch();
    counts.gaps.set({ directory: directory.path }, this.#gaps.open.length);
  }

  #complain(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    if (message !== this.#trouble) this.#log.error({ err: error }, 'directory cannot be taken in');
    this.#trouble = message;
  }
}
