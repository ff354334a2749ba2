import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { open, readdir, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Reject } from '@sekisho/cdr';
import { rejectedLine } from '../replay/output-lines.ts';

/** A record that cannot be used, its bytes as they came, and where it stood. */
export interface RejectedEntry {
  reject: Reject;
  file: string;
  /** 1-based; of a record that the detector refused, its number in the log. */
  line: number;
  raw: Buffer;
}

const NAME = 'rejected.ndjson';
const KEPT_MONTHS = 3;
const LOOK_BACK_BYTES = 16 * 1024 * 1024;

/**
 * `rejected.ndjson` of a data folder: what is written is on the disk. It holds full numbers, so it
 * is for its owner alone, begins anew each month, and older ones are removed after three months.
 */
export class RejectedFile {
  readonly #folder: string;
  readonly #now: () => number;
  #month: string | undefined;
  #writing: Promise<unknown> = Promise.resolve();

  /** @param now epoch ms */
  constructor(folder: string, now: () => number) {
    this.#folder = folder;
    this.#now = now;
  }

  write(entries: readonly RejectedEntry[]): Promise<void> {
    if (entries.length === 0) return Promise.resolve();
    const lines = entries.map(({ reject, file, line, raw }) =>
      rejectedLine(reject, file, line, raw),
    );
    const written = this.#writing.then(() => this.#append(`${lines.join('\n')}\n`));
    // The next one does not fail for this one's sake.
    this.#writing = written.catch(() => undefined);
    return written;
  }

  /** The largest line number noted of a file of that name; 0 where there is none of late. */
  lastLineOf(file: string): number {
    const path = join(this.#folder, NAME);
    if (!existsSync(path)) return 0;
    const marked = `"file":${JSON.stringify(file)},"line":`;
    const found = tailOf(path).split(marked).slice(1);
    return Math.max(0, ...found.map((rest) => Number.parseInt(rest, 10) || 0));
  }

  async #append(text: string): Promise<void> {
    await this.#beginMonth();
    await using file = await open(join(this.#folder, NAME), 'a', 0o600);
    await file.writeFile(text);
    await file.sync();
  }

  async #beginMonth(): Promise<void> {
    const month = monthOf(this.#now());
    if (month === this.#month) return;
    const path = join(this.#folder, NAME);
    this.#month ??= existsSync(path) ? await monthOfFile(path) : month;
    if (this.#month !== month) {
      await rename(path, join(this.#folder, `rejected-${this.#month}.ndjson`));
      await this.#removeOld(month);
    }
    this.#month = month;
  }

  async #removeOld(month: string): Promise<void> {
    const oldest = monthBefore(month, KEPT_MONTHS);
    for (const name of await readdir(this.#folder)) {
      const of = /^rejected-(\d{4}-\d\d)\.ndjson$/.exec(name)?.[1];
      if (of !== undefined && of < oldest) await unlink(join(this.#folder, name));
    }
  }
}

function monthOf(at: number): string {
  return new Date(at).toISOString().slice(0, 7);
}

async function monthOfFile(path: string): Promise<string> {
  await using file = await open(path);
  return monthOf((await file.stat()).mtimeMs);
}

function monthBefore(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return monthOf(Date.UTC(year, number - 1 - months, 1));
}

function tailOf(path: string): string {
  const fd = openSync(path, 'r');
  try {
    const { size } = fstatSync(fd);
    const length = Math.min(size, LOOK_BACK_BYTES);
    const bytes = Buffer.alloc(length);
    readSync(fd, bytes, 0, length, size - length);
    return bytes.toString('utf8');
  } finally {
    closeSync(fd);
  }
}
