/** Days that are remembered. */
const MOST_DAYS = 28;

/** How many numbers a subscriber called for the first time on each local day of the last weeks. */
export class NewNumberDays {
  // Flat, day and count: most subscribers have few such days.
  #cells: number[] = [];

  /** Takes a first call in. @param by -1 takes it out again */
  add(day: number, by: number): void {
    const cells = this.#cells;
    for (let i = 0; i < cells.length; i += 2) {
      if (cells[i] !== day) continue;
      cells[i + 1] = Math.max(0, cells[i + 1]! + by);
      return;
    }
    if (by <= 0) return;
    const newest = Math.max(day, ...cells.filter((_, i) => i % 2 === 0));
    const isKept = (_: number, i: number) => cells[i - (i % 2)]! > newest - MOST_DAYS;
    this.#cells = cells.filter(isKept).concat(day > newest - MOST_DAYS ? [day, by] : []);
  }

  /** First calls on days from `from` up to but without `to`. */
  between(from: number, to: number): number {
    const cells = this.#cells;
    let sum = 0;
    for (let i = 0; i < cells.length; i += 2)
      if (cells[i]! >= from && cells[i]! < to) sum += cells[i + 1]!;
    return sum;
  }
}
