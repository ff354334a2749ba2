import type { ColumnRef, Mapping } from './mapping.ts';

/** The columns that a mapping names, and where it does. */
export function columnsUsed({
  fields,
  only,
}: Mapping): [path: (string | number)[], column: ColumnRef][] {
  const used: ReturnType<typeof columnsUsed> = only.map(({ column }, i) => [
    ['only', i, 'column'],
    column,
  ]);
  for (const [name, { column, columns = [] }] of Object.entries(fields)) {
    if (column !== undefined) used.push([['fields', name, 'column'], column]);
    for (const [i, each] of columns.entries()) used.push([['fields', name, 'columns', i], each]);
  }
  return used;
}
