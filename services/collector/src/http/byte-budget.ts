/** A part of a budget, given back all at once. */
export interface Hold {
  /** False when there is no room for so many bytes. */
  take(bytes: number): boolean;
  /** May be called again; later calls do nothing. */
  release(): void;
}

/** Bounds the bytes of all requests that are not durable yet. */
export class ByteBudget {
  readonly #most: number;
  readonly #changed: (pending: number) => void;
  #pending = 0;

  constructor(most: number, changed: (pending: number) => void) {
    this.#most = most;
    this.#changed = changed;
  }

  hold(): Hold {
    let held = 0;
    return {
      take: (bytes) => {
        if (this.#pending + bytes > this.#most) return false;
        held += bytes;
        this.#add(bytes);
        return true;
      },
      release: () => {
        this.#add(-held);
        held = 0;
      },
    };
  }

  #add(bytes: number): void {
    this.#pending += bytes;
    this.#changed(this.#pending);
  }
}
