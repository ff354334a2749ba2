import { createDirectory, type Directory, type DirectoryEntry } from './directory.ts';

/** A directory whose content is put in place of another while others hold it. */
export class LiveDirectory implements Directory {
  #content: Directory;

  constructor(content: Directory = createDirectory([])) {
    this.#content = content;
  }

  get size(): number {
    return this.#content.size;
  }

  of(subscriber: string, at: number): DirectoryEntry | undefined {
    return this.#content.of(subscriber, at);
  }

  holding(line: string, at: number): DirectoryEntry | undefined {
    return this.#content.holding(line, at);
  }

  put(content: Directory): void {
    this.#content = content;
  }
}
