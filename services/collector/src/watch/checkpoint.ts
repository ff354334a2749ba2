import { hash } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { WatchedDirectory } from './watched-directory.ts';

/** Files that are gone are still recognised when they come again, the newest so many. */
const MOST_GONE = 10_000;
const MOST_FORMER = 100;

const fileMark = z.object({
  /** As listed: what has the same of both has not changed. */
  size: z.number(),
  modifiedMs: z.number(),
  /** How much of the unpacked content is durable, in bytes, and on which line that ends. */
  offset: z.number(),
  line: z.number(),
  /** SHA-256 of that much of the content, hexadecimal. */
  hash: z.string(),
  /** Whether the content ended there. */
  done: z.boolean(),
});
const stored = z.object({
  version: z.literal(1),
  directory: z.string(),
  files: z.record(z.string(), fileMark),
  /** Of contents that others took the place of, the newest last. */
  former: z.array(fileMark),
  /** Names missing in a sequence, and since when, epoch ms. */
  missing: z.record(z.string(), z.number()),
});

/** What is known of a file. */
export type FileMark = z.infer<typeof fileMark>;

/** The state of a directory cannot be read; moved away, all files are read once more. */
export class CheckpointError extends Error {
  readonly code = 'checkpoint-unreadable';

  constructor(file: string, cause: unknown) {
    super(`${file} is no readable checkpoint; move it away to read all files once more`, { cause });
    this.name = 'CheckpointError';
  }
}

/** How far the files of one directory have been taken in; in one file, replaced as a whole. */
export class Checkpoint {
  readonly files: Map<string, FileMark>;
  readonly former: FileMark[];
  readonly missing: Map<string, number>;
  readonly #file: string;
  readonly #directory: string;
  #saving: Promise<void> = Promise.resolve();

  private constructor(file: string, directory: string, state: z.infer<typeof stored> | undefined) {
    this.#file = file;
    this.#directory = directory;
    this.files = new Map(Object.entries(state?.files ?? {}));
    this.former = state?.former ?? [];
    this.missing = new Map(Object.entries(state?.missing ?? {}));
  }

  /** @throws CheckpointError */
  static async load(stateDir: string, watched: WatchedDirectory): Promise<Checkpoint> {
    const directory = resolve(watched.path);
    const file = join(stateDir, nameOf(directory, watched));
    const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
      if (cause.code === 'ENOENT') return undefined;
      throw new CheckpointError(file, cause);
    });
    return new Checkpoint(file, directory, text === undefined ? undefined : parse(text, file));
  }

  /** Resolves when the state is on disk. One after another: all go through one temporary file. */
  save(): Promise<void> {
    const saved = this.#saving.then(() => this.#write());
    this.#saving = saved.catch(() => undefined);
    return saved;
  }

  /** Resolves when no save is under way any more, whatever came of it. */
  idle(): Promise<void> {
    return this.#saving;
  }

  async #write(): Promise<void> {
    const state = {
      version: 1,
      directory: this.#directory,
      files: Object.fromEntries(this.files),
      former: this.former,
      missing: Object.fromEntries(this.missing),
    };
    const temporary = `${this.#file}.tmp`;
    await writeThrough(temporary, JSON.stringify(state));
    await rename(temporary, this.#file);
    // Without this the new name itself may be gone after a power cut.
    await sync(dirname(this.#file));
  }

  /** Forgets files that are gone, but for the newest. */
  forget(present: ReadonlySet<string>): void {
    const gone = [...this.files.keys()].filter((name) => !present.has(name));
    for (const name of gone.slice(0, -MOST_GONE)) this.files.delete(name);
  }

  /** A file of this name begins anew; what it was is still recognised elsewhere. */
  replace(name: string): void {
    const mark = this.files.get(name);
    if (mark === undefined || mark.offset === 0) return;
    this.former.push(mark);
    if (this.former.length > MOST_FORMER) this.former.shift();
    this.files.delete(name);
  }

  /** The newest stands last. */
  note(name: string, mark: FileMark): void {
    this.files.delete(name);
    this.files.set(name, mark);
  }
}

/** The same directory may be watched twice, for files of different names. */
function nameOf(directory: string, { name }: WatchedDirectory): string {
  const id = hash('sha256', `${directory}\0${name?.source ?? ''}`, 'hex').slice(0, 12);
  return `${basename(directory).replaceAll(/[^\w.-]/g, '_')}-${id}.json`;
}

function parse(text: string, file: string): z.infer<typeof stored> {
  try {
    return stored.parse(JSON.parse(text));
  } catch (cause) {
    throw new CheckpointError(file, cause);
  }
}

async function writeThrough(file: string, text: string): Promise<void> {
  await using handle = await open(file, 'w', 0o600);
  await handle.writeFile(text);
  await handle.sync();
}

async function sync(directory: string): Promise<void> {
  await using handle = await open(directory, 'r');
  await handle.sync();
}
