import type { Reject } from '../reject.ts';
import { SKIPPED, type Skipped } from '../skipped.ts';
import type { ColumnRef } from './mapping.ts';

/** A value of a row as it stands there; `undefined` where there is none. */
export type ReadColumn<Row> = (row: Row) => unknown;

/** What a line is that has no columns. */
export class NoRow {
  readonly outcome: Reject | Skipped;

  constructor(outcome: Reject | Skipped) {
    this.outcome = outcome;
  }
}

export const COMMENT = new NoRow(SKIPPED);

/** How the rows of one file are taken apart. */
export interface RowSource<Row> {
  read(bytes: Buffer, start: number, end: number): Row | NoRow;
  /** Why a row that is a call cannot be used at all. */
  fault(row: Row): Reject | undefined;
  column(ref: ColumnRef): ReadColumn<Row>;
}
