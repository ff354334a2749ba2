import { isAbsentValue } from './absent-value.ts';
import { type Amounts, amounts } from './durations.ts';
import { roleScore } from './role-score.ts';
import type { Role } from './role-words.ts';
import type { SampleColumn, SampleTable } from './sample-table.ts';
import { type TimeForm, timeForms } from './time-forms.ts';

/** What the cells of a column are, whatever its name says. */
export interface ColumnFacts {
  readonly column: SampleColumn;
  /** Place among the columns. */
  readonly index: number;
  /** Rows that have a value. */
  readonly filled: number;
  readonly distinct: ReadonlyMap<string, number>;
  readonly times: readonly TimeForm[];
  readonly amounts: Amounts | undefined;
  /** Share of the values that look dialled: digits, a number with separators, a SIP address. */
  readonly dialled: number;
  /** Of the name: 3 says the role, 1 hints at it, 0 says nothing. */
  says(role: Role): number;
}

const DIALLED =
  /^(?:sips?:|tel:)?(?:[*#]*\+?[\d*#][\d\-. ()*#,p]{1,30})(?:@[\w.\-:[\]]+)?(?:;.*)?$|^(?:".*"\s*)?<sips?:[^>]+>$/;

export function factsOf(table: SampleTable): ColumnFacts[] {
  return table.columns.map((column, index) => columnFacts(column, index));
}

/** Of rows that have a value, the share that has one which no other row has. */
export function uniqueShare({ distinct, filled }: ColumnFacts): number {
  return filled === 0 ? 0 : distinct.size / filled;
}

function columnFacts(column: SampleColumn, index: number): ColumnFacts {
  const present = column.values.filter((cell) => !isAbsentValue(cell));
  const distinct = new Map<string, number>();
  for (const cell of present) distinct.set(cell, (distinct.get(cell) ?? 0) + 1);
  const scores = new Map<Role, number>();
  return {
    column,
    index,
    filled: present.length,
    distinct,
    times: timeForms(column.values),
    amounts: amounts(column.values),
    dialled: present.filter((cell) => DIALLED.test(cell)).length / Math.max(1, present.length),
    says(role) {
      const known = scores.get(role) ?? roleScore(column.title, role);
      scores.set(role, known);
      return known;
    },
  };
}
