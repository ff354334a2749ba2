/** Requests are repeated within seconds; so many are remembered. */
const MOST_TAKEN = 10_000;

type Stand = 'waiting' | 'answered';

/**
 * The requests that were taken in last: one that comes again, since its answer was lost or is
 * late, is not written again. The authenticator is in the name, so that another request under
 * the same identifier is no repeat.
 */
export class TakenRequests {
  readonly #taken = new Map<string, Stand>();
  readonly #most: number;

  constructor(most = MOST_TAKEN) {
    this.#most = most;
  }

  standOf(name: string): Stand | undefined {
    return this.#taken.get(name);
  }

  take(name: string): void {
    if (this.#taken.size >= this.#most) {
      const [oldest] = this.#taken.keys();
      if (oldest !== undefined) this.#taken.delete(oldest);
    }
    this.#taken.set(name, 'waiting');
  }

  answer(name: string): void {
    if (this.#taken.has(name)) this.#taken.set(name, 'answered');
  }

  /** It was not written: when it comes again it is new. */
  release(name: string): void {
    this.#taken.delete(name);
  }
}
