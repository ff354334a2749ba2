import { MAX_RECORD_BYTES } from '../record-text.ts';
import { type Reject, reject } from '../reject.ts';
import { createReadText } from './encoded-text.ts';
import type { ColumnRef, Mapping } from './mapping.ts';
import { COMMENT, NoRow, type ReadColumn, type RowSource } from './row-source.ts';

type Cut = (bytes: Buffer, start: number, end: number) => string | Reject;

/** Rows whose columns stand at fixed bytes; what a short line lacks is empty. */
export function createFixedRows({
  encoding,
  comment = '',
  columns = {},
}: Mapping): RowSource<readonly string[]> {
  const readText = createReadText(encoding, MAX_RECORD_BYTES);
  const mark = Buffer.from(comment);
  const names = Object.keys(columns);
  const cuts = Object.values(columns).map((span: string) => createCut(span, readText));
  return {
    read: (bytes, start, end) => {
      if (end - start > MAX_RECORD_BYTES) return new NoRow(reject('too-large'));
      if (comment !== '' && bytes.subarray(start, start + mark.length).equals(mark)) {
        return COMMENT;
      }
      const row: string[] = [];
      for (const cut of cuts) {
        const value = cut(bytes, start, end);
        if (typeof value !== 'string') return new NoRow(value);
        row.push(value);
      }
      return row;
    },
    fault: () => undefined,
    column: (ref) => columnAt(ref, names),
  };
}

function createCut(span: string, readText: Cut): Cut {
  const [first = 1, last = 1] = span.split('-').map(Number);
  return (bytes, start, end) =>
    readText(bytes, Math.min(end, start + first - 1), Math.min(end, start + last));
}

function columnAt(ref: ColumnRef, names: readonly string[]): ReadColumn<readonly string[]> {
  const index = typeof ref === 'number' ? ref - 1 : names.indexOf(ref);
  return (row) => row[index];
}
