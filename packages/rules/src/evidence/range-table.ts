import { type CallerList, CallerTable } from './caller-table.ts';
import { type Caller, isBarred, WINDOW_MS } from './range-caller.ts';

const GROWTH = 1.25;
const LEAST = 64;

// Doubles of a range.
const FIGURES = 6;
const WEIGHT = 0;
const WEIGHED_AT = 1;
const TOLD = 2;
const BEFORE = 3;
const SINCE = 4;
const CLOCK = 5;

// Whole numbers of a range: its callers.
const LISTS = 5;
const SIZE = 0;
const FIRST = 1;
const LAST = 2;
const OLDEST = 3;
const NEWEST = 4;

const NONE = -1;

/** All ranges and their callers, in flat arrays: most ranges have one caller, and all add up. */
export class RangeTable {
  readonly callers = new CallerTable();
  readonly #rows = new Map<string, number>();
  readonly #free: number[] = [];
  #rowsMade = 0;
  figures = new Float64Array(LEAST * FIGURES);
  lists = new Int32Array(LEAST * LISTS);

  /** The range with a key, made where it was not known; good until the next is asked for. */
  of(key: string, at: number): Range {
    let row = this.#rows.get(key);
    if (row === undefined) {
      row = this.#newRow(at);
      this.#rows.set(key, row);
    }
    return new Range(this, row);
  }

  /** Forgets ranges whose newest call is older than `at`. */
  forgetBefore(at: number): void {
    for (const [key, row] of this.#rows) {
      if (this.figures[row * FIGURES + CLOCK]! >= at) continue;
      this.callers.clear(new Range(this, row));
      this.#rows.delete(key);
      this.#free.push(row);
    }
  }

  #newRow(at: number): number {
    const row = this.#free.pop() ?? this.#rowsMade++;
    this.#makeRoom(row);
    this.figures.fill(0, row * FIGURES, (row + 1) * FIGURES);
    for (const figure of [WEIGHED_AT, SINCE, CLOCK]) this.figures[row * FIGURES + figure] = at;
    this.lists.fill(NONE, row * LISTS, (row + 1) * LISTS);
    this.lists[row * LISTS + SIZE] = 0;
    return row;
  }

  #makeRoom(row: number): void {
    if ((row + 1) * LISTS <= this.lists.length) return;
    const size = Math.ceil((row + 1) * GROWTH);
    const figures = new Float64Array(size * FIGURES);
    figures.set(this.figures);
    this.figures = figures;
    const lists = new Int32Array(size * LISTS);
    lists.set(this.lists);
    this.lists = lists;
  }
}

/** A range or country of the table. Times are epoch ms. */
export class Range implements CallerList {
  readonly #table: RangeTable;
  readonly #row: number;

  constructor(table: RangeTable, row: number) {
    this.#table = table;
    this.#row = row;
  }

  /** Of all callers, faded as it was at `weighedAt`. */
  get weight(): number {
    return this.#figure(WEIGHT);
  }

  set weight(weight: number) {
    this.#setFigure(WEIGHT, weight);
  }

  get weighedAt(): number {
    return this.#figure(WEIGHED_AT);
  }

  set weighedAt(at: number) {
    this.#setFigure(WEIGHED_AT, at);
  }

  /** How strong it was when others were last told of it, or has faded to since. */
  get told(): number {
    return this.#figure(TOLD);
  }

  set told(strength: number) {
    this.#setFigure(TOLD, strength);
  }

  /** Callers that are out of the window: what is usual. */
  get before(): number {
    return this.#figure(BEFORE);
  }

  set before(callers: number) {
    this.#setFigure(BEFORE, callers);
  }

  get since(): number {
    return this.#figure(SINCE);
  }

  /** The newest `at` of its calls. */
  get clock(): number {
    return this.#figure(CLOCK);
  }

  set clock(at: number) {
    this.#setFigure(CLOCK, at);
  }

  /** How many callers count. */
  get size(): number {
    return this.#list(SIZE);
  }

  set size(size: number) {
    this.#setList(SIZE, size);
  }

  get first(): number {
    return this.#list(FIRST);
  }

  set first(entry: number) {
    this.#setList(FIRST, entry);
  }

  get last(): number {
    return this.#list(LAST);
  }

  set last(entry: number) {
    this.#setList(LAST, entry);
  }

  get oldest(): number {
    return this.#list(OLDEST);
  }

  set oldest(entry: number) {
    this.#setList(OLDEST, entry);
  }

  get newest(): number {
    return this.#list(NEWEST);
  }

  set newest(entry: number) {
    this.#setList(NEWEST, entry);
  }

  /** What is known of a subscriber that called; `undefined` where it did not. */
  get(subscriber: string): Caller | undefined {
    const { callers } = this.#table;
    const entry = callers.find(this.#row, subscriber);
    return entry < 0 ? undefined : callers.caller(entry);
  }

  set(subscriber: string, caller: Caller): void {
    this.#table.callers.set(this, this.#row, subscriber, caller);
  }

  /** Forgets who counts no more at `now`; those who were not barred are what is usual. */
  forget(now: number): void {
    this.#table.callers.forget(this, now, WINDOW_MS, (caller) => {
      if (!isBarred(caller)) this.before++;
    });
  }

  /** Its callers, in the order in which they came. */
  *values(): Generator<Caller> {
    for (const [, caller] of this) yield caller;
  }

  *[Symbol.iterator](): Generator<[subscriber: string, caller: Caller]> {
    const { callers } = this.#table;
    for (let entry = this.first; entry !== NONE; entry = callers.after(entry))
      yield [callers.subscriber(entry), callers.caller(entry)];
  }

  #figure(figure: number): number {
    return this.#table.figures[this.#row * FIGURES + figure]!;
  }

  #setFigure(figure: number, value: number): void {
    this.#table.figures[this.#row * FIGURES + figure] = value;
  }

  #list(field: number): number {
    return this.#table.lists[this.#row * LISTS + field]!;
  }

  #setList(field: number, value: number): void {
    this.#table.lists[this.#row * LISTS + field] = value;
  }
}
