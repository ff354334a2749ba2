/** Lets so many work at once, so many wait, and turns away who comes beyond that. */
export class Admission {
  readonly #atOnce: number;
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #working = 0;

  constructor(atOnce: number, waiting: number) {
    this.#atOnce = atOnce;
    this.#most = waiting;
  }

  /** @returns nothing for who is turned away */
  async admit<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.#working >= this.#atOnce) {
      if (this.#waiting.length >= this.#most) return undefined;
      // Whoever leaves hands his place on.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#working += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#working -= 1;
      else next();
    }
  }
}
