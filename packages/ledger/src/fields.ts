/** A row: `next_at` is `nextAt`, and a time epoch ms. */
export type Fields = Record<string, unknown>;

export function fieldsOf(row: Readonly<Record<string, unknown>>): Fields {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      propertyOf(column),
      value instanceof Date ? value.getTime() : value,
    ]),
  );
}

function propertyOf(column: string): string {
  return column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
