import { isJsonObject, MAX_DOCUMENT_BYTES, parseJson } from '../record-text.ts';
import { reject } from '../reject.ts';
import { createReadText } from './encoded-text.ts';
import type { ColumnRef, Mapping } from './mapping.ts';
import { COMMENT, NoRow, type ReadColumn, type RowSource } from './row-source.ts';

type Json = Record<string, unknown>;

/** Rows that are JSON objects; a column is a key, or a path through objects and arrays. */
export function createJsonRows({ encoding, comment }: Mapping): RowSource<Json> {
  const readText = createReadText(encoding, MAX_DOCUMENT_BYTES);
  return {
    read: (bytes, start, end) => {
      const text = readText(bytes, start, end);
      if (typeof text !== 'string') return new NoRow(text);
      if (comment !== undefined && text.startsWith(comment)) return COMMENT;
      const value = parseExactly(text);
      if (value === undefined) return new NoRow(reject('not-json'));
      return isJsonObject(value) ? value : new NoRow(reject('not-object'));
    },
    fault: () => undefined,
    column: readPath,
  };
}

function readPath(ref: ColumnRef): ReadColumn<Json> {
  const key = String(ref);
  const path = key.split('.');
  if (path.length === 1) return (row) => ownValue(row, key);
  // A key may have a dot in its name.
  return (row) => ownValue(row, key) ?? path.reduce<unknown>(ownValue, row);
}

function ownValue(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Json)[key]
    : undefined;
}

/** Ids may be whole numbers beyond those that JavaScript has: such stay the text they were. */
function parseExactly(text: string): unknown {
  const value = parseJson(text);
  if (value === undefined || !/\d{16}/.test(text)) return value;
  return (JSON.parse as ParseWithSource)(text, (_key, each, { source }) =>
    Number.isInteger(each) && !Number.isSafeInteger(each) ? source : each,
  );
}

/** As engines have it; the type of `JSON.parse` lacks the third argument. */
type ParseWithSource = (
  text: string,
  reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
) => unknown;
