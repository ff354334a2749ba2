import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file as it is listed. */
export interface ListedFile {
  name: string;
  path: string;
  size: number;
  modifiedMs: number;
  /** Whether it has stayed as it is for long enough to be complete. */
  isSettled: boolean;
}

type Seen = Map<string, { size: number; modifiedMs: number; since: number }>;

const TEMPORARY = /^\.|\.(?:tmp|part|filepart|swp)$|~$/;

/** Lists the files of a directory, and notices which of them still change. */
export class SettledFiles {
  readonly #path: string;
  readonly #name: RegExp | undefined;
  readonly #settledMs: number;
  readonly #now: () => number;
  #seen: Seen = new Map();

  /** @param  now epoch ms */
  constructor(
    path: string,
    { name, settledMs, now }: { name: RegExp | undefined; settledMs: number; now: () => number },
  ) {
    this.#path = path;
    this.#name = name;
    this.#settledMs = settledMs;
    this.#now = now;
  }

  /** In the order of their names; throws what the system says of the directory. */
  async list(): Promise<ListedFile[]> {
    const entries = await readdir(this.#path, { withFileTypes: true });
    const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    const listed: ListedFile[] = [];
    const seen: Seen = new Map();
    for (const name of names.filter((each) => this.#isTaken(each)).sort()) {
      const file = await this.#look(name, seen);
      if (file !== undefined) listed.push(file);
    }
    this.#seen = seen;
    return listed;
  }

  #isTaken(name: string): boolean {
    return !TEMPORARY.test(name) && (this.#name?.test(name) ?? true);
  }

  async #look(name: string, seen: Seen): Promise<ListedFile | undefined> {
    const path = join(this.#path, name);
    const status = await stat(path).catch((error: NodeJS.ErrnoException) => {
      // Gone since it was listed.
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (status?.isFile() !== true) return undefined;
    const { size, mtimeMs: modifiedMs } = status;
    const before = this.#seen.get(name);
    const isSame = before?.size === size && before.modifiedMs === modifiedMs;
    const since = isSame ? before.since : this.#now();
    seen.set(name, { size, modifiedMs, since });
    return { name, path, size, modifiedMs, isSettled: this.#now() - since >= this.#settledMs };
  }
}

type Shape = Pick<ListedFile, 'size' | 'modifiedMs'>;

/** Whether a file looks as it did. */
export function isUnchanged(before: Shape, now: Shape): boolean {
  return before.size === now.size && before.modifiedMs === now.modifiedMs;
}
