/** Says on standard error what happens when, in seconds since it began. */
export class Timeline {
  readonly #since = performance.now();
  /** What nobody had asked for, such as a service that ended by itself. */
  readonly oddities: string[] = [];

  say(text: string): void {
    process.stderr.write(`${this.#seconds()}  ${text}\n`);
  }

  odd(text: string): void {
    this.oddities.push(`${this.#seconds().trim()} ${text}`);
    this.say(`! ${text}`);
  }

  #seconds(): string {
    return `${((performance.now() - this.#since) / 1000).toFixed(1)} s`.padStart(9);
  }
}
