const STRIDE = 14;
const FIRST = 1;
const LAST = 2;
/** Three days, newest first: day, calls and cost each; what falls off is a closed day. */
const DAYS = 3;
const SLOTS = 3;
const RECORD_CALLS = 12;
const RECORD_COST = 13;
/** Up to so many countries it takes no more room than it needs: most subscribers call few. */
const GROWN_EXACTLY = 8;

/** Of older days the record counts a little less each day: what was usual long ago fades. */
const FADES_TO = 0.985;

/** What a subscriber's record day to a country was. */
export interface CountryRecord {
  calls: number;
  milliYen: number;
}

/**
 * What one subscriber's days to each country were: their record is the scale that a new day is
 * measured by. The newest two days set no record, or an attack would excuse itself.
 */
export class CountryRecords {
  // Flat, fourteen to a country.
  #cells: number[] = [];

  get size(): number {
    return this.#cells.length / STRIDE;
  }

  /** Epoch ms of the first call; `Infinity` where there was none. */
  firstAt(country: number): number {
    const at = this.#find(country);
    return at < 0 ? Number.POSITIVE_INFINITY : this.#cells[at + FIRST]!;
  }

  /** Countries first called by `at`. */
  countBy(at: number): number {
    let count = 0;
    for (let i = FIRST; i < this.#cells.length; i += STRIDE) if (this.#cells[i]! <= at) count++;
    return count;
  }

  /** Adds calls and cost, below 0 to take them back, to a day. */
  add(country: number, startedAt: number, day: number, calls: number, milliYen: number): void {
    let at = this.#find(country);
    if (at < 0) {
      if (calls < 0) return;
      at = this.#cells.length;
      const cells = [country, startedAt, startedAt, ...EMPTY_DAYS, 0, 0];
      if (this.size < GROWN_EXACTLY) this.#cells = this.#cells.concat(cells);
      else this.#cells.push(...cells);
    }
    const cells = this.#cells;
    if (calls > 0) {
      cells[at + FIRST] = Math.min(cells[at + FIRST]!, startedAt);
      cells[at + LAST] = Math.max(cells[at + LAST]!, startedAt);
    }
    if (cells[at + DAYS]! < day) this.#shift(at, day);
    for (let slot = 0; slot < SLOTS; slot++) {
      const cell = at + DAYS + slot * 3;
      if (cells[cell] !== day) continue;
      cells[cell + 1]! += calls;
      cells[cell + 2]! += milliYen;
      return;
    }
    if (calls >= 0) this.#close(at, calls, milliYen);
  }

  /** Calls `visit` with each country that was called on one of its three newest days, `day`. */
  visitDay(day: number, visit: (country: number, firstAt: number, of: CountryRecord) => void) {
    const cells = this.#cells;
    for (let i = 0; i < cells.length; i += STRIDE) {
      for (let cell = i + DAYS; cell < i + DAYS + SLOTS * 3; cell += 3) {
        if (cells[cell] !== day || cells[cell + 1]! <= 0) continue;
        const of = { calls: cells[cell + 1]!, milliYen: cells[cell + 2]! };
        visit(cells[i]!, cells[i + FIRST]!, of);
      }
    }
  }

  /** Takes over a closed day. */
  restore(country: number, firstAt: number, calls: number, milliYen: number): void {
    this.add(country, firstAt, -1, 0, 0);
    const at = this.#find(country);
    this.#cells[at + FIRST] = Math.min(this.#cells[at + FIRST]!, firstAt);
    this.#close(at, calls, milliYen);
  }

  /** The record day among those two days old or older, seen from `today`. */
  recordOf(country: number, today: number): CountryRecord {
    const at = this.#find(country);
    if (at < 0) return { calls: 0, milliYen: 0 };
    let calls = this.#cells[at + RECORD_CALLS]!;
    let milliYen = this.#cells[at + RECORD_COST]!;
    for (let slot = 0; slot < SLOTS; slot++) {
      const cell = at + DAYS + slot * 3;
      const day = this.#cells[cell]!;
      if (day < 0 || day > today - 2) continue;
      calls = Math.max(calls, this.#cells[cell + 1]!);
      milliYen = Math.max(milliYen, this.#cells[cell + 2]!);
    }
    return { calls, milliYen };
  }

  #shift(at: number, day: number): void {
    const cells = this.#cells;
    const oldest = at + DAYS + (SLOTS - 1) * 3;
    if (cells[oldest]! >= 0) this.#close(at, cells[oldest + 1]!, cells[oldest + 2]!);
    for (let i = oldest + 2; i >= at + DAYS + 3; i--) cells[i] = cells[i - 3]!;
    cells[at + DAYS] = day;
    cells[at + DAYS + 1] = 0;
    cells[at + DAYS + 2] = 0;
  }

  #close(at: number, calls: number, milliYen: number): void {
    const record = at + RECORD_CALLS;
    this.#cells[record] = Math.max(this.#cells[record]! * FADES_TO, calls);
    const cost = at + RECORD_COST;
    this.#cells[cost] = Math.max(this.#cells[cost]! * FADES_TO, milliYen);
  }

  #find(country: number): number {
    const cells = this.#cells;
    for (let i = 0; i < cells.length; i += STRIDE) if (cells[i] === country) return i;
    return -1;
  }
}

const EMPTY_DAYS = [-1, 0, 0, -1, 0, 0, -1, 0, 0];
