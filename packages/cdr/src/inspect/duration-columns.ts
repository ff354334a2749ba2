import type { ColumnFacts } from './column-facts.ts';
import { type Amounts, type DurationUnit, UNIT_MS, unitsOf } from './durations.ts';
import type { TimeColumn } from './time-columns.ts';

/** A column that may tell how long a call was. */
export interface DurationColumn {
  readonly fact: ColumnFacts;
  readonly amounts: Amounts;
}

/** That a duration in a unit is what lies between two times of a row. */
export interface Proof {
  readonly duration: DurationColumn;
  readonly unit: DurationUnit;
  readonly from: TimeColumn;
  readonly to: TimeColumn;
  /** Of the rows with all three, the share where it is so. */
  readonly share: number;
}

const FEWEST_ROWS = 3;
const SHARE = 0.8;

/** Columns of amounts that are no part of a time. */
export function durationColumns(
  facts: readonly ColumnFacts[],
  times: readonly TimeColumn[],
): DurationColumn[] {
  const parts = new Set(times.flatMap((time) => time.parts));
  return facts.flatMap((fact) => {
    const { amounts } = fact;
    const isOther = fact.says('otherTime') === 3 || fact.says('cost') === 3;
    return amounts === undefined || parts.has(fact) || isOther ? [] : [{ fact, amounts }];
  });
}

/** Every duration, unit and pair of times that agree, the best first. */
export function proofs(
  durations: readonly DurationColumn[],
  times: readonly TimeColumn[],
): Proof[] {
  const found: Proof[] = [];
  for (const duration of durations) {
    for (const unit of unitsOf(duration.amounts)) {
      for (const from of times) {
        for (const to of times) {
          const share = from === to ? 0 : agreement(duration, unit, from, to);
          if (share >= SHARE) found.push({ duration, unit, from, to, share });
        }
      }
    }
  }
  return found.sort((a, b) => b.share - a.share);
}

/**
 * The unit in which a duration fits in between two times and fills them for the most part, as talk
 * does between the first ring and the end; `undefined` where none does.
 */
export function unitWithin(
  { amounts }: DurationColumn,
  from: TimeColumn,
  to: TimeColumn,
): DurationUnit | undefined {
  return unitsOf(amounts).find((unit) => {
    const shares: number[] = [];
    for (const [row, amount] of amounts.values.entries()) {
      const between = (to.form.ms[row] as number) - (from.form.ms[row] as number);
      if (amount > 0 && between > 0) shares.push((amount * UNIT_MS[unit] - 1999) / between);
    }
    const fitting = shares.filter((share) => share <= 1).length;
    const median = shares.toSorted((a, b) => a - b)[shares.length >> 1] ?? 0;
    return shares.length >= FEWEST_ROWS && fitting >= shares.length * 0.95 && median >= 0.3;
  });
}

/** Rows where nothing was talked prove nothing: their times may be equal for any reason. */
function agreement(
  { amounts }: DurationColumn,
  unit: DurationUnit,
  from: TimeColumn,
  to: TimeColumn,
): number {
  let [rows, agreeing] = [0, 0];
  const tolerance = unit === 'min' ? 60_000 : 1_999;
  for (const [row, amount] of amounts.values.entries()) {
    const between = (to.form.ms[row] as number) - (from.form.ms[row] as number);
    if (!(amount > 0) || Number.isNaN(between)) continue;
    rows++;
    if (Math.abs(between - amount * UNIT_MS[unit]) <= tolerance) agreeing++;
  }
  return rows < FEWEST_ROWS ? 0 : agreeing / rows;
}
