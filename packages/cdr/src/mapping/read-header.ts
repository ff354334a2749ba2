import { createCsvSplit } from '../csv.ts';
import { HeadError } from '../record-reading.ts';
import { MAX_RECORD_BYTES } from '../record-text.ts';
import { columnsUsed } from './columns-used.ts';
import { createReadText } from './encoded-text.ts';
import type { ColumnRef, Mapping } from './mapping.ts';

const MOST_TOLD = 40;

/**
 * The names of the columns in the header of a file.
 * @throws HeadError that tells every column which the mapping names and the header lacks
 */
export function readHeader(mapping: Mapping, header: Buffer): string[] {
  const { encoding, delimiter, quote } = mapping;
  const text = createReadText(encoding, MAX_RECORD_BYTES)(header, 0, header.length);
  if (typeof text !== 'string') {
    throw new HeadError(`its header is not ${encoding}; write the encoding of the file`);
  }
  const names = createCsvSplit(delimiter, quote)(text)?.map((name) => name.trim());
  if (names === undefined) {
    throw new HeadError('its header has quotes that do not fit; check delimiter and quote');
  }
  const faults = columnsUsed(mapping).flatMap(([, column]) => columnFault(column, names) ?? []);
  if (faults.length === 0) return names;
  const told = [...new Set(faults)].join('; ');
  throw new HeadError(`its header ${told}; it names ${quoted(names)}`);
}

function columnFault(column: ColumnRef, names: readonly string[]): string | undefined {
  if (typeof column === 'number') {
    return column <= names.length ? undefined : `has no column ${column}`;
  }
  const count = names.filter((name) => name === column).length;
  if (count === 0) return `lacks “${column}”`;
  return count === 1 ? undefined : `has “${column}” ${count} times, write its number`;
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, MOST_TOLD).map((name) => `“${name.slice(0, MOST_TOLD)}”`);
  return shown.join(', ') + (names.length > shown.length ? ', …' : '');
}
