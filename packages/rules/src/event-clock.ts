/** A jump by more than this is believed only when the next record confirms it. */
const BELIEVED_JUMP_MS = 3_600_000;

/**
 * The clock of a replay: the newest `at` of its records. One record with a wrong date does not
 * move it far: a jump of over an hour counts from the second consecutive record beyond it.
 */
export class EventClock {
  /** Epoch ms; `-Infinity` before the first record. */
  now = Number.NEGATIVE_INFINITY;
  #isJumpPending = false;

  /** By how many ms `at` is behind the clock; 0 where it is ahead. */
  lagOf(at: number): number {
    return this.now === Number.NEGATIVE_INFINITY ? 0 : Math.max(0, this.now - at);
  }

  /** Takes a record's `at` and returns the clock. */
  observe(at: number): number {
    const isJump = this.now !== Number.NEGATIVE_INFINITY && at > this.now + BELIEVED_JUMP_MS;
    if (isJump && !this.#isJumpPending) {
      this.#isJumpPending = true;
      return this.now;
    }
    this.#isJumpPending = false;
    if (at > this.now) this.now = at;
    return this.now;
  }
}
