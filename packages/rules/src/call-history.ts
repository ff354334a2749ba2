import { HORIZON_MS } from '@sekisho/cdr';
import type { Destination } from '@sekisho/numbering';
import {
  AT,
  BLOCK,
  COST,
  cellsOf,
  DESTINATION,
  ENDED,
  FIRST_AT,
  KEY,
  legsOf,
  mergeLegs,
  NUMBER,
  OFFSET,
  RANGE,
  replaceIfNewer,
  STARTED,
  STRIDE,
  TALK,
  TRAITS,
} from './call-cells.ts';
import { CallIndex } from './call-index.ts';
import { type CallMarks, NO_MARKS } from './evidence/call-marks.ts';
import { noveltyOf } from './evidence/call-traits.ts';
import { textHash } from './evidence/text-hash.ts';
import type { InternationalLeg } from './leg.ts';
import { MOST_LEGS } from './one-call.ts';
import { Ratings } from './ratings.ts';
import { SiblingCalls } from './sibling-calls.ts';
import { rowOfCall } from './which-call.ts';

/** Above this many calls a history keeps an index; below it a scan is faster and smaller. */
const INDEX_ABOVE = 64;

/** Destinations by their dense index, as far as calls have named them. */
export class DestinationTable {
  readonly #known: Destination[] = [];
  readonly #countries: number[] = [];
  readonly #countryIndexes: number[] = [];
  readonly #indexOfCountry = new Map<number, number>();

  add(destination: Destination): void {
    const { index, countryKey } = destination;
    this.#known[index] = destination;
    if (this.#countries[index] !== undefined) return;
    const country = textHash(countryKey);
    this.#countries[index] = country;
    const dense = this.#indexOfCountry.get(country) ?? this.#indexOfCountry.size;
    this.#indexOfCountry.set(country, dense);
    this.#countryIndexes[index] = dense;
  }

  get(index: number): Destination {
    return this.#known[index]!;
  }

  /** Hash of the country key. */
  country(index: number): number {
    return this.#countries[index]!;
  }

  /** Numbers the countries from 0. */
  countryIndex(index: number): number {
    return this.#countryIndexes[index]!;
  }
}

/** Up to so many calls a history takes no more room than it needs. */
const GROWN_EXACTLY = 12;

/**
 * The international calls of one subscriber within the horizon, in order of arrival. A call is
 * addressed by its row, 0 to `length - 1`; rows move when the history is trimmed.
 */
export class CallHistory {
  readonly destinations: DestinationTable;
  index: CallIndex | undefined;
  /** Rows of the calls to numbers that were new to the subscriber, in order of arrival. */
  novelRows: number[] = [];
  /** None of those calls began later, epoch ms. */
  newestNovelStart = 0;
  /** By how many ms at most one of those calls began before one that stands above it. */
  novelDisorderMs = 0;
  #cells: number[] = [];
  // Most histories never have one of these.
  #siblings: SiblingCalls | undefined;
  #ratings: Ratings | undefined;

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

  /** Whether a stop told when the call ended: it neither is up nor has lapsed. */
  isStopped(row: number): boolean {
    return this.#cells[row * STRIDE + ENDED]! >= 0 && !this.isUp(row);
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

  /** Hash of the key of the country called. */
  country(row: number): number {
    return this.destinations.country(this.#cells[row * STRIDE + DESTINATION]!);
  }

  /** Dense index of the country called, from 0. */
  countryIndex(row: number): number {
    return this.destinations.countryIndex(this.#cells[row * STRIDE + DESTINATION]!);
  }

  offset(row: number): number {
    return Math.floor(this.#cells[row * STRIDE + OFFSET]! / MOST_LEGS);
  }

  /** How many legs have told of the call, as far as that is counted. */
  legs(row: number): number {
    return legsOf(this.#cells[row * STRIDE + OFFSET]!);
  }

  /** Hash of the called number. */
  number(row: number): number {
    return this.#cells[row * STRIDE + NUMBER]!;
  }

  /** Hash of the leading digits of the called number. */
  range(row: number): number {
    return this.#cells[row * STRIDE + RANGE]!;
  }

  /** Hash of the called number without its last two digits. */
  block(row: number): number {
    return this.#cells[row * STRIDE + BLOCK]!;
  }

  /** What the call was like when it began, see `packTraits`. */
  packedTraits(row: number): number {
    return this.#cells[row * STRIDE + TRAITS]!;
  }

  setPackedTraits(row: number, traits: number): void {
    this.#cells[row * STRIDE + TRAITS] = traits;
  }

  /** What a row is found by, wherever it moves. */
  key(row: number): number {
    return this.#cells[row * STRIDE + KEY]!;
  }

  /** The row with a key, or -1. */
  find(key: number): number {
    if (this.index !== undefined) return this.index.find(key);
    const cells = this.#cells;
    for (let i = cells.length - STRIDE; i >= 0; i -= STRIDE) {
      if (cells[i] === key) return i / STRIDE;
    }
    return -1;
  }

  /** The row of the call that a leg is part of, or -1. */
  rowOf(leg: InternationalLeg): number {
    return leg.correlated ? rowOfCall(this, this.#siblings, leg) : this.find(leg.callKey);
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
  add(leg: InternationalLeg, marks: CallMarks = NO_MARKS): number {
    const row = this.length;
    this.destinations.add(leg.destination);
    const cells = cellsOf(this.#newKey(leg), leg, marks);
    // `push` leaves room for half as much again: a waste where a history stays as small as most.
    if (row < GROWN_EXACTLY) this.#cells = this.#cells.concat(cells);
    else this.#cells.push(...cells);
    if (noveltyOf(marks.traits) > 0) this.#addNovel(row);
    if (this.index !== undefined) this.index.add(this, row);
    else if (row >= INDEX_ABOVE) this.#buildIndex();
    this.#considerRating(row, leg);
    return row;
  }

  /** Takes a further record of a known call in: the newest `at` says what it talked and cost. */
  update(row: number, leg: InternationalLeg): void {
    this.index?.remove(this, row);
    const cells = this.#cells;
    const start = row * STRIDE;
    const startedAt = this.startedAt(row);
    if (leg.correlated) mergeLegs(cells, start, leg);
    else replaceIfNewer(cells, start, leg);
    cells[start + FIRST_AT] = Math.min(cells[start + FIRST_AT]!, leg.at);
    this.novelDisorderMs += startedAt - this.startedAt(row);
    this.#siblings?.move(leg.callKey, this.key(row), startedAt, this.startedAt(row));
    this.index?.add(this, row);
    this.#considerRating(row, leg);
  }

  /**
   * Takes in what a call cost, apart from its stop. It counts when and where the stop does, from
   * when that is known.
   * @param row of the call, or -1
   */
  rate(row: number, leg: InternationalLeg): void {
    this.#ratings ??= new Ratings();
    this.#ratings.note(row < 0 ? leg.callKey : this.key(row), leg);
    if (row >= 0) this.#applyRating(row, leg);
  }

  /** Ends a call that gave no sign of life any more, at what it had accrued. */
  lapse(row: number, at: number, endedAt: number, talkMs: number, costMilliYen: number): void {
    this.index?.remove(this, row);
    const start = row * STRIDE;
    this.#cells[start + AT] = at;
    this.#cells[start + ENDED] = -endedAt;
    this.#cells[start + TALK] = talkMs;
    this.#cells[start + COST] = costMilliYen;
    this.index?.add(this, row);
  }

  /** Drops what lies beyond the horizon, once that is worth the move. */
  trim(clock: number): boolean {
    const oldest = clock - HORIZON_MS;
    if (this.length < 16 || this.at(0) >= oldest || this.at(this.length >> 2) >= oldest) {
      return false;
    }
    this.#cells = this.#cells.filter((_, i) => this.#isKept(Math.floor(i / STRIDE), oldest));
    this.index = undefined;
    this.novelRows = [];
    for (let row = 0; row < this.length; row++)
      if (noveltyOf(this.packedTraits(row)) > 0) this.novelRows.push(row);
    if (this.length > INDEX_ABOVE) this.#buildIndex();
    this.#ratings?.forgetBefore(oldest);
    this.#trimSiblings();
    return true;
  }

  #addNovel(row: number): void {
    const startedAt = this.startedAt(row);
    this.novelDisorderMs = Math.max(this.novelDisorderMs, this.newestNovelStart - startedAt);
    this.newestNovelStart = Math.max(this.newestNovelStart, startedAt);
    if (this.novelRows.length < GROWN_EXACTLY) this.novelRows = this.novelRows.concat(row);
    else this.novelRows.push(row);
  }

  #isKept(row: number, oldest: number): boolean {
    return this.isUp(row) || this.at(row) >= oldest;
  }

  #buildIndex(): void {
    this.index = new CallIndex();
    for (let row = 0; row < this.length; row++) this.index.add(this, row);
  }

  #trimSiblings(): void {
    if (this.#siblings === undefined) return;
    const kept = new Set<number>();
    for (let row = 0; row < this.length; row++) kept.add(this.key(row));
    this.#siblings.trim((key) => kept.has(key));
  }

  #newKey(leg: InternationalLeg): number {
    if (!leg.correlated || this.find(leg.callKey) < 0) return leg.callKey;
    this.#siblings ??= new SiblingCalls();
    return this.#siblings.add(leg.callKey, leg.startedAt);
  }

  // An interim's cost, too, may prove to be the rating of a call that was over by then.
  #considerRating(row: number, leg: InternationalLeg): void {
    const isInterim = leg.identity.event === 'interim';
    if (isInterim && leg.isRated && !this.isStopped(row)) this.rate(row, leg);
    else if (!isInterim && this.#ratings !== undefined) this.#applyRating(row, leg);
  }

  #applyRating(row: number, leg: InternationalLeg): void {
    const cost = this.isStopped(row) ? this.#ratings?.of(this, row, leg) : undefined;
    if (cost === undefined) return;
    this.index?.remove(this, row);
    const start = row * STRIDE;
    this.#cells[start + COST] = cost;
    // The money was spent when the call ended, not when its rating came.
    const isStop = leg.identity.event === 'stop' && !leg.correlated;
    if (isStop) this.#cells[start + AT] = leg.at;
    this.index?.add(this, row);
  }
}
