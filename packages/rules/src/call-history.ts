import { HORIZON_MS } from '@sekisho/cdr';
import type { Destination } from '@sekisho/numbering';
import { CallIndex } from './call-index.ts';
import type { InternationalLeg } from './leg.ts';

/** Above this many calls a history keeps an index; below it a scan is faster and smaller. */
const INDEX_ABOVE = 64;

// A history is one flat array of doubles, nine to a call: an object a call would cost three
// times the memory, and most subscribers have a handful of calls in eight days.
const STRIDE = 9;
const KEY = 0;
const STARTED = 1;
const FIRST_AT = 2;
const AT = 3;
const ENDED = 4;
const TALK = 5;
const COST = 6;
const DESTINATION = 7;
const OFFSET = 8;

/** Destinations by their dense index, as far as calls have named them. */
export class DestinationTable {
  readonly #known: Destination[] = [];

  add(destination: Destination): void {
    this.#known[destination.index] = destination;
  }

  get(index: number): Destination {
    return this.#known[index]!;
  }
}

/** Up to so many calls a history takes no more room than it needs. */
const GROWN_EXACTLY = 12;

function cellsOf(leg: InternationalLeg): number[] {
  return [
    leg.callKey,
    leg.startedAt,
    leg.at,
    leg.at,
    leg.endedAt ?? Number.POSITIVE_INFINITY,
    leg.talkMs,
    leg.costMilliYen,
    leg.destination.index,
    leg.offset,
  ];
}

/**
 * The international calls of one subscriber within the horizon, in order of arrival. A call is
 * addressed by its row, 0 to `length - 1`; rows move when the history is trimmed.
 */
export class CallHistory {
  readonly destinations: DestinationTable;
  index: CallIndex | undefined;
  #cells: number[] = [];

  constructor(destinations: DestinationTable) {
    this.destinations = destinations;
  }

  get length(): number {
    return this.#cells.length / STRIDE;
  }

  startedAt(row: number): number {
    return this.#cells[row * STRIDE + STARTED]!;
  }

  /** The earliest `at` of the call's records: before it nothing was known of the call. */
  firstAt(row: number): number {
    return this.#cells[row * STRIDE + FIRST_AT]!;
  }

  /** The newest `at`, where the call's minutes and cost stand. */
  at(row: number): number {
    return this.#cells[row * STRIDE + AT]!;
  }

  /** `Infinity` while the call is up. */
  endedAt(row: number): number {
    return Math.abs(this.#cells[row * STRIDE + ENDED]!);
  }

  isUp(row: number): boolean {
    return this.#cells[row * STRIDE + ENDED] === Number.POSITIVE_INFINITY;
  }

  talkMs(row: number): number {
    return this.#cells[row * STRIDE + TALK]!;
  }

  costMilliYen(row: number): number {
    return this.#cells[row * STRIDE + COST]!;
  }

  destination(row: number): Destination {
    return this.destinations.get(this.#cells[row * STRIDE + DESTINATION]!);
  }

  offset(row: number): number {
    return this.#cells[row * STRIDE + OFFSET]!;
  }

  /** The row of a call, or -1. */
  find(callKey: number): number {
    if (this.index !== undefined) return this.index.find(callKey);
    const cells = this.#cells;
    for (let i = cells.length - STRIDE; i >= 0; i -= STRIDE) {
      if (cells[i] === callKey) return i / STRIDE;
    }
    return -1;
  }

  /** Calls `visit` for each time in (from, to] at which a call's first or newest record stands. */
  visitRecords(from: number, to: number, visit: (row: number, at: number) => void): void {
    if (this.index !== undefined) {
      this.index.records.visit(from, to, visit);
      return;
    }
    for (let row = 0; row < this.length; row++) {
      const at = this.at(row);
      const firstAt = this.firstAt(row);
      if (at > from && at <= to) visit(row, at);
      if (firstAt !== at && firstAt > from && firstAt <= to) visit(row, firstAt);
    }
  }

  /**
   * The calls that had begun by `t` and whose newest record came after it: of them less, or nothing,
   * was known at `t`.
   */
  inProgress(t: number): number[] {
    const rows: number[] = [];
    const last = this.index === undefined ? Number.POSITIVE_INFINITY : t + this.index.longestSpanMs;
    this.visitRecords(t, last, (row, at) => {
      if (at === this.at(row) && this.startedAt(row) <= t) rows.push(row);
    });
    return rows;
  }

  /** Adds a call and returns its row. */
  add(leg: InternationalLeg): number {
    const row = this.length;
    this.destinations.add(leg.destination);
    const cells = cellsOf(leg);
    // `push` leaves room for half as much again: a waste where a history stays as small as most.
    if (row < GROWN_EXACTLY) this.#cells = this.#cells.concat(cells);
    else this.#cells.push(...cells);
    if (this.index !== undefined) this.index.add(this, row);
    else if (row >= INDEX_ABOVE) this.#buildIndex();
    return row;
  }

  /** Takes a further record of a known call in: the newest `at` says what it talked and cost. */
  update(row: number, leg: InternationalLeg): void {
    this.index?.remove(this, row);
    if (leg.correlated) this.#mergeLegs(row, leg);
    else this.#replaceIfNewer(row, leg);
    const cells = this.#cells;
    const start = row * STRIDE;
    cells[start + FIRST_AT] = Math.min(cells[start + FIRST_AT]!, leg.at);
    this.index?.add(this, row);
  }

  /** Ends a call that gave no sign of life any more, at what it had accrued. */
  lapse(row: number, at: number, endedAt: number, talkMs: number, costMilliYen: number): void {
    this.index?.remove(this, row);
    this.#set(row, at, -endedAt, talkMs, costMilliYen);
    this.index?.add(this, row);
  }

  key(row: number): number {
    return this.#cells[row * STRIDE + KEY]!;
  }

  /** Drops what lies beyond the horizon, once that is worth the move. */
  trim(clock: number): boolean {
    const oldest = clock - HORIZON_MS;
    if (this.length < 16 || this.at(0) >= oldest || this.at(this.length >> 2) >= oldest) {
      return false;
    }
    this.#cells = this.#cells.filter((_, i) => this.#isKept(Math.floor(i / STRIDE), oldest));
    this.index = undefined;
    if (this.length > INDEX_ABOVE) this.#buildIndex();
    return true;
  }

  #isKept(row: number, oldest: number): boolean {
    return this.isUp(row) || this.at(row) >= oldest;
  }

  #buildIndex(): void {
    this.index = new CallIndex();
    for (let row = 0; row < this.length; row++) this.index.add(this, row);
  }

  // Only a stop ends a leg for good: what lapsed may still be heard of, and what comes after a
  // stop is an interim that was overtaken.
  #replaceIfNewer(row: number, leg: InternationalLeg): void {
    const ended = this.#cells[row * STRIDE + ENDED]!;
    const lapsed = ended < 0;
    if (ended > 0 && ended !== Number.POSITIVE_INFINITY) return;
    if (leg.endedAt === undefined && !lapsed && leg.at < this.at(row)) return;
    const at = lapsed ? leg.at : Math.max(leg.at, this.at(row));
    const endedAt = leg.endedAt ?? Number.POSITIVE_INFINITY;
    this.#set(row, at, endedAt, leg.talkMs, leg.costMilliYen);
    this.#cells[row * STRIDE + OFFSET] = leg.offset;
  }

  // Several elements report one call: the largest figures stand, whichever comes first.
  #mergeLegs(row: number, leg: InternationalLeg): void {
    const start = row * STRIDE;
    const cells = this.#cells;
    const stored = cells[start + ENDED]!;
    const ended = stored < 0 ? Number.POSITIVE_INFINITY : stored;
    const end = leg.endedAt ?? Number.POSITIVE_INFINITY;
    const bothKnown = ended !== Number.POSITIVE_INFINITY && end !== Number.POSITIVE_INFINITY;
    cells[start + STARTED] = Math.min(cells[start + STARTED]!, leg.startedAt);
    this.#set(
      row,
      Math.max(leg.at, this.at(row)),
      bothKnown ? Math.max(ended, end) : Math.min(ended, end),
      Math.max(leg.talkMs, this.talkMs(row)),
      Math.max(leg.costMilliYen, this.costMilliYen(row)),
    );
    cells[start + OFFSET] = leg.offset;
  }

  #set(row: number, at: number, endedAt: number, talkMs: number, costMilliYen: number): void {
    const start = row * STRIDE;
    this.#cells[start + AT] = at;
    this.#cells[start + ENDED] = endedAt;
    this.#cells[start + TALK] = talkMs;
    this.#cells[start + COST] = costMilliYen;
  }
}
