const EVERY_MS = 200;

/** Shows how far a long run is, on standard error when that is a terminal. */
export class Progress {
  readonly #what: string;
  readonly #startedAt = performance.now();
  #shownAt = 0;

  constructor(what: string) {
    this.#what = what;
  }

  show(records: number): void {
    const now = performance.now();
    if (!process.stderr.isTTY || now - this.#shownAt < EVERY_MS) return;
    this.#shownAt = now;
    const rate = Math.round(records / ((now - this.#startedAt) / 1000));
    process.stderr.write(`\r${this.#what}: ${format(records)} records, ${format(rate)}/s \x1b[K`);
  }

  /** Says something that a person should know of the run. */
  note(text: string): void {
    if (process.stderr.isTTY) process.stderr.write(`\r${this.#what}: ${text}\x1b[K\n`);
  }

  /** The same, also where nobody watches. */
  tell(text: string): void {
    if (process.stderr.isTTY) this.note(text);
    else process.stderr.write(`${this.#what}: ${text}\n`);
  }

  end(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  }
}

function format(count: number): string {
  return count.toLocaleString('en');
}
