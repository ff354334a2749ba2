import { SortedRows } from './sorted-rows.ts';

/**
 * The calls whose legs carry the same key as an earlier call's, which takes a `correlationId` that
 * was used again: none in honest traffic, and thousands where somebody gives all calls the same.
 * Each has a key of its own here, below 0, since the first call has the one of its legs.
 */
export class SiblingCalls {
  readonly #byCallKey = new Map<number, SortedRows>();
  #last = 0;

  /** Names a further call of the legs' key. */
  add(callKey: number, startedAt: number): number {
    this.#last--;
    this.#siblings(callKey).insert(startedAt, this.#last);
    return this.#last;
  }

  /** Calls `visit` with the key of each further call that began in [from, to]. */
  visit(callKey: number, from: number, to: number, visit: (key: number) => void): void {
    this.#byCallKey.get(callKey)?.visit(from - 1, to, visit);
  }

  /** Notes that a call proved to have begun at another time. */
  move(callKey: number, key: number, from: number, to: number): void {
    if (key >= 0 || from === to) return;
    const siblings = this.#siblings(callKey);
    siblings.remove(from, key);
    siblings.insert(to, key);
  }

  /** Keeps the calls that `isKept` alone. */
  trim(isKept: (key: number) => boolean): void {
    for (const [callKey, siblings] of this.#byCallKey) {
      if (siblings.retain(isKept) === 0) this.#byCallKey.delete(callKey);
    }
  }

  #siblings(callKey: number): SortedRows {
    let siblings = this.#byCallKey.get(callKey);
    if (siblings === undefined) {
      siblings = new SortedRows();
      this.#byCallKey.set(callKey, siblings);
    }
    return siblings;
  }
}
