import { countUpTo } from './count-up-to.ts';

/** Rows of a history in the order of a time of theirs; a row may stand at several times. */
export class SortedRows {
  readonly #times: number[] = [];
  readonly #rows: number[] = [];

  insert(time: number, row: number): void {
    const index = countUpTo(this.#times, time);
    if (index === this.#times.length) {
      this.#times.push(time);
      this.#rows.push(row);
      return;
    }
    this.#times.splice(index, 0, time);
    this.#rows.splice(index, 0, row);
  }

  /** Takes back one earlier `insert`. */
  remove(time: number, row: number): void {
    let index = countUpTo(this.#times, time) - 1;
    while (index >= 0 && this.#times[index] === time && this.#rows[index] !== row) index--;
    if (this.#times[index] !== time) throw new RangeError(`row ${row} is not at ${time}`);
    this.#times.splice(index, 1);
    this.#rows.splice(index, 1);
  }

  /** Drops the rows that are not kept; returns how many are left. */
  retain(isKept: (row: number) => boolean): number {
    let left = 0;
    this.#rows.forEach((row, i) => {
      if (!isKept(row)) return;
      this.#rows[left] = row;
      this.#times[left++] = this.#times[i]!;
    });
    this.#rows.length = left;
    this.#times.length = left;
    return left;
  }

  /** Calls `visit` for each row at a time in (from, to], in order. */
  visit(from: number, to: number, visit: (row: number, time: number) => void): void {
    for (
      let i = countUpTo(this.#times, from);
      i < this.#times.length && this.#times[i]! <= to;
      i++
    ) {
      visit(this.#rows[i]!, this.#times[i]!);
    }
  }
}
