import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const FLUSH_ABOVE = 64 * 1024;

/** A text file that appears under its name only when it is whole. */
export class OutputFile {
  readonly #path: string;
  readonly #partial: string;
  readonly #fd: number;
  #lines: string[] = [];
  #pending = 0;

  constructor(folder: string, name: string) {
    mkdirSync(folder, { recursive: true });
    this.#path = join(folder, name);
    this.#partial = join(folder, `.${name}.partial`);
    this.#fd = openSync(this.#partial, 'w');
  }

  write(line: string): void {
    this.#lines.push(line);
    this.#pending += line.length;
    if (this.#pending > FLUSH_ABOVE) this.#flush();
  }

  /** Puts the file in the place of an earlier one. */
  publish(): void {
    this.#flush();
    closeSync(this.#fd);
    renameSync(this.#partial, this.#path);
  }

  /** Leaves an earlier file as it was. */
  discard(): void {
    closeSync(this.#fd);
    rmSync(this.#partial, { force: true });
  }

  #flush(): void {
    const bytes = Buffer.from(this.#lines.map((line) => `${line}\n`).join(''));
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(this.#fd, bytes, written);
    }
    this.#lines = [];
    this.#pending = 0;
  }
}
