const STRIDE = 4;
const STARTED = 1;
const ENDED = 2;
const LINE = 3;
/** No leg is up for longer. */
const LONGEST_MS = 4 * 3_600_000;
const MOST = 48;
const FEW = 4;
/** Who dials in to dial out does so within this time, most at once. */
const DIALS_WITHIN_MS = 180_000;
const DIALS_AT_ONCE_MS = 45_000;
/** Who dialled in hangs up so soon after the call that it was for. */
const ENDS_WITHIN_MS = 12_000;
/** Two switches' clocks may differ by so much. */
const SKEW_MS = 3000;

const UP = Number.POSITIVE_INFINITY;

/** The inbound legs of one subscriber that are up or ended lately. */
export class InboundLegs {
  #cells: number[] = [];

  /** @param line hash of the line that was called */
  note(callKey: number, startedAt: number, endedAt: number | undefined, line: number): void {
    const cells = this.#cells;
    for (let i = 0; i < cells.length; i += STRIDE) {
      if (cells[i] !== callKey) continue;
      if (endedAt !== undefined) cells[i + ENDED] = endedAt;
      return;
    }
    this.#trim(startedAt);
    // `push` leaves room for half as much again: a waste where most have few.
    if (cells.length < FEW * STRIDE)
      this.#cells = cells.concat(callKey, startedAt, endedAt ?? UP, line);
    else cells.push(callKey, startedAt, endedAt ?? UP, line);
  }

  /** How surely a call begun at `t` from `line` rides on an inbound leg: 0, or up to 1. */
  rideAt(t: number, line: number): number {
    const cells = this.#cells;
    let most = 0;
    for (let i = 0; i < cells.length; i += STRIDE) {
      const since = t - cells[i + STARTED]!;
      if (since < -SKEW_MS || since > DIALS_WITHIN_MS || cells[i + ENDED]! <= t) continue;
      const haste = since <= DIALS_AT_ONCE_MS ? 1 : 0.5;
      most = Math.max(most, haste * (cells[i + LINE] === line && line !== 0 ? 1 : 0.8));
    }
    return most;
  }

  /** Whether an inbound leg held a call from its start, and ended when that did. */
  heldFrom(startedAt: number, endedAt: number): boolean {
    const cells = this.#cells;
    for (let i = 0; i < cells.length; i += STRIDE) {
      const since = startedAt - cells[i + STARTED]!;
      const after = cells[i + ENDED]! - endedAt;
      if (since < -SKEW_MS || since > DIALS_WITHIN_MS) continue;
      if (after >= -SKEW_MS && after <= ENDS_WITHIN_MS) return true;
    }
    return false;
  }

  // Legs come nearly in order; what is left of old ones tells nothing.
  #trim(now: number): void {
    const cells = this.#cells;
    let first = cells.length >= MOST * STRIDE ? STRIDE : 0;
    while (first < cells.length && cells[first + STARTED]! <= now - LONGEST_MS) first += STRIDE;
    if (first > 0) cells.splice(0, first);
  }
}
