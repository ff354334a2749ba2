import type { Mapping } from '../mapping/mapping.ts';
import type { Doubt } from './doubt.ts';
import type { SampleTable } from './sample-table.ts';

/** How a file is taken apart, and its rows so taken apart. */
export interface FormGuess {
  readonly form: Omit<Mapping, 'fields' | 'only'>;
  readonly table: SampleTable;
  readonly doubts: readonly Doubt[];
}

/** Rows that are looked at; further ones would not change the picture. */
export const MOST_ROWS = 2000;

/** Columns of rows of cells; a row too short has no value there. */
export function tableOf(
  names: readonly { key: string | number; title: string }[],
  rows: readonly (readonly string[])[],
): SampleTable {
  const columns = names.map(({ key, title }, at) => ({
    key,
    title,
    values: rows.map((row) => row[at] ?? ''),
  }));
  return { rows: rows.length, columns };
}

/** Each column by its name where no other is called so, else by its number. */
export function columnNames(titles: readonly string[]): { key: string | number; title: string }[] {
  return titles.map((title, at) => {
    const isAlone = title !== '' && titles.filter((other) => other === title).length === 1;
    return { key: isAlone ? title : at + 1, title };
  });
}
