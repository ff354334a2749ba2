/** A table of texts, to be shown in a terminal, in Markdown or on a page. */
export interface ReportTable {
  title: string;
  /** What a reader must know of it; `''` where the titles say it. */
  note: string;
  /** The first column is text, the others are figures. */
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** A column by its title and how it shows a row. */
export type Column<Row> = readonly [title: string, show: (row: Row) => string];

export function reportTable<Row>(
  title: string,
  note: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): ReportTable {
  return {
    title,
    note,
    head: columns.map(([head]) => head),
    rows: rows.map((row) => columns.map(([, show]) => show(row))),
  };
}
