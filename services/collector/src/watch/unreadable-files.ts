import type { FeedError } from '../feed-error.ts';
import { isUnchanged, type ListedFile } from './settled-files.ts';

const RETRY_AFTER_MS = 30_000;

/** Files that could not be read to their end, and when to try again. */
export class UnreadableFiles {
  readonly #files = new Map<string, { file: ListedFile; at: number; message: string }>();
  readonly #now: () => number;

  /** @param now epoch ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** True when that is news: the file failed for the first time as it is. */
  add(file: ListedFile, { message }: FeedError): boolean {
    const before = this.#files.get(file.name);
    this.#files.set(file.name, { file, at: this.#now(), message });
    return before === undefined || !isUnchanged(before.file, file);
  }

  remove(name: string): void {
    this.#files.delete(name);
  }

  /** Those of files that are gone are forgotten. */
  keepOnly(present: ReadonlySet<string>): void {
    for (const name of this.#files.keys()) if (!present.has(name)) this.#files.delete(name);
  }

  /** Whether to leave a file alone for now; one that has changed is tried at once. */
  waits(file: ListedFile): boolean {
    const before = this.#files.get(file.name);
    if (before === undefined || !isUnchanged(before.file, file)) return false;
    return this.#now() - before.at < RETRY_AFTER_MS;
  }

  problem(): string | undefined {
    const [first] = this.#files.values();
    return first === undefined ? undefined : `${this.#files.size} unreadable: ${first.message}`;
  }
}
