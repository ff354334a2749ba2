import type { ColumnRef } from '../mapping/mapping.ts';

/** One column of a sample: a value for each row, `''` where the row has none. */
export interface SampleColumn {
  /** As a mapping names it. */
  readonly key: ColumnRef;
  /** As the file calls it; `''` where it has no name. */
  readonly title: string;
  readonly values: readonly string[];
}

export interface SampleTable {
  readonly rows: number;
  readonly columns: readonly SampleColumn[];
}

/** The same columns with those rows alone for which `isKept` holds. */
export function keepRows(table: SampleTable, isKept: (row: number) => boolean): SampleTable {
  const kept = Array.from({ length: table.rows }, (_, row) => row).filter(isKept);
  const columns = table.columns.map((column) => ({
    ...column,
    values: kept.map((row) => column.values[row] as string),
  }));
  return { rows: kept.length, columns };
}

/** Without rows that are the same as an earlier one: written twice, they say nothing of ids. */
export function withoutRepeats(table: SampleTable): SampleTable {
  const seen = new Set<string>();
  return keepRows(table, (row) => {
    const text = JSON.stringify(table.columns.map(({ values }) => values[row]));
    return seen.size < seen.add(text).size;
  });
}

/** How a message calls a column. */
export function nameOf({ title, key }: SampleColumn): string {
  if (title !== '') return title;
  return typeof key === 'number' ? `column ${key}` : key;
}
