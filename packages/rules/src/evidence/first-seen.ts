const STRIDE = 3;
const FIRST = 1;
const LAST = 2;
/** Above so many keys an index is kept; below it a scan is faster and smaller. */
const INDEX_ABOVE = 32;
/** Above so many, those that were not seen for longest are let go. */
const MOST = 4096;

/** When keys (numbers, ranges, sources) of one subscriber were seen first and last, in epoch ms. */
export class FirstSeen {
  // Flat, three to a key: a map of objects would cost four times the memory.
  #cells: number[] = [];
  #index: Map<number, number> | undefined;

  get size(): number {
    return this.#cells.length / STRIDE;
  }

  /** Epoch ms of the first sight; `Infinity` where there was none. */
  firstAt(key: number): number {
    const at = this.#find(key);
    return at < 0 ? Number.POSITIVE_INFINITY : this.#cells[at + FIRST]!;
  }

  /** How many keys were first seen by `at`. */
  countBy(at: number): number {
    let count = 0;
    for (let i = 0; i < this.#cells.length; i += STRIDE) if (this.#cells[i + FIRST]! <= at) count++;
    return count;
  }

  /** Takes a sight in, and tells whether the key was new. */
  note(key: number, firstAt: number, lastAt = firstAt): boolean {
    const at = this.#find(key);
    if (at < 0) {
      this.#add(key, firstAt, lastAt);
      return true;
    }
    const cells = this.#cells;
    if (firstAt < cells[at + FIRST]!) cells[at + FIRST] = firstAt;
    if (lastAt > cells[at + LAST]!) cells[at + LAST] = lastAt;
    return false;
  }

  /** Forgets a key that was first seen at `since` or later: what an attack did is not usual. */
  forgetSince(key: number, since: number): void {
    const at = this.#find(key);
    if (at >= 0 && this.#cells[at + FIRST]! >= since) this.#keep((i) => i !== at);
  }

  /** Forgets what was seen last before `at`. */
  forgetBefore(at: number): void {
    this.#keep((i) => this.#cells[i + LAST]! >= at);
  }

  /** Calls `visit` for each key. */
  visit(visit: (key: number, firstAt: number, lastAt: number) => void): void {
    const cells = this.#cells;
    for (let i = 0; i < cells.length; i += STRIDE)
      visit(cells[i]!, cells[i + FIRST]!, cells[i + LAST]!);
  }

  #find(key: number): number {
    if (this.#index !== undefined) return this.#index.get(key) ?? -1;
    const cells = this.#cells;
    for (let i = 0; i < cells.length; i += STRIDE) if (cells[i] === key) return i;
    return -1;
  }

  #add(key: number, firstAt: number, lastAt: number): void {
    if (this.size >= MOST) this.forgetBefore(this.#medianLast());
    const at = this.#cells.length;
    // `push` leaves room for half as much again: a waste where most stay this small.
    if (this.size < INDEX_ABOVE) this.#cells = this.#cells.concat(key, firstAt, lastAt);
    else this.#cells.push(key, firstAt, lastAt);
    if (this.#index !== undefined) this.#index.set(key, at);
    else if (this.size > INDEX_ABOVE) this.#buildIndex();
  }

  #keep(isKept: (cell: number) => boolean): void {
    this.#cells = this.#cells.filter((_, i) => isKept(i - (i % STRIDE)));
    this.#index = undefined;
    if (this.size > INDEX_ABOVE) this.#buildIndex();
  }

  #buildIndex(): void {
    this.#index = new Map();
    for (let i = 0; i < this.#cells.length; i += STRIDE) this.#index.set(this.#cells[i]!, i);
  }

  #medianLast(): number {
    const lasts = this.#cells.filter((_, i) => i % STRIDE === LAST).sort((a, b) => a - b);
    return lasts[lasts.length >> 1]!;
  }
}
