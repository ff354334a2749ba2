import { createCsvSplit } from '../csv.ts';
import { MAX_RECORD_BYTES } from '../record-text.ts';
import { reject } from '../reject.ts';
import { createReadText } from './encoded-text.ts';
import type { ColumnRef, Mapping } from './mapping.ts';
import { readHeader } from './read-header.ts';
import { COMMENT, NoRow, type RowSource } from './row-source.ts';

/** Rows whose columns stand between delimiters. @throws HeadError without a usable header */
export function createTableRows(
  mapping: Mapping,
  header: Buffer | undefined,
): RowSource<readonly string[]> {
  const { encoding, delimiter, quote, comment, columns } = mapping;
  const readText = createReadText(encoding, MAX_RECORD_BYTES);
  const split = createCsvSplit(delimiter, quote);
  const named = Array.isArray(columns) ? columns : undefined;
  const names = header === undefined ? named : readHeader(mapping, header);
  let fewest = names?.length ?? 1;
  return {
    read: (bytes, start, end) => {
      const text = readText(bytes, start, end);
      if (typeof text !== 'string') return new NoRow(text);
      if (comment !== undefined && text.startsWith(comment)) return COMMENT;
      return split(text) ?? new NoRow(reject('not-csv'));
    },
    fault: (row) => (hasColumns(row, fewest, names) ? undefined : reject('not-csv')),
    column: (ref) => {
      const index = indexOf(ref, names);
      if (names === undefined) fewest = Math.max(fewest, index + 1);
      return (row) => row[index];
    },
  };
}

/** With more columns than names a delimiter may stand in a value, and all behind it are others. */
function hasColumns(row: readonly string[], fewest: number, names?: readonly string[]): boolean {
  if (row.length < fewest) return false;
  return names === undefined || row.length === fewest || row.slice(fewest).every(isBlank);
}

function isBlank(value: string): boolean {
  return value.trim() === '';
}

function indexOf(ref: ColumnRef, names: readonly string[] | undefined): number {
  return typeof ref === 'number' ? ref - 1 : (names?.indexOf(ref) ?? -1);
}
