import type { RawField } from '../raw-record.ts';
import { kindOf } from './field-kind.ts';
import type { CanonicalValue, ColumnRef, MappedField } from './mapping.ts';
import { createReadDuration, createReadNumber } from './read-number.ts';
import type { ReadColumn } from './row-source.ts';

/** An expression may take time that grows with the square of a text, which a caller can choose. */
const LONGEST_SEARCHED = 1024;

/** A value that no field can have, for what cannot be read. */
const UNREADABLE = Symbol('unreadable');

/**
 * The value of a field that is no time, `undefined` where it is absent, `UNREADABLE` or `NaN` where
 * it is wrong; of a time what stands for it.
 */
export function createReadField<Row>(
  name: RawField,
  field: MappedField,
  column: (ref: ColumnRef) => ReadColumn<Row>,
): ReadColumn<Row> {
  const convert = createConvert(name, field);
  if (field.constant !== undefined) {
    const { constant } = field;
    return () => constant;
  }
  const read = createReadRaw(field, column);
  const { absent, pattern, values } = field;
  if (absent === undefined && pattern === undefined && values === undefined) {
    return (row) => {
      const value = read(row);
      return value === undefined ? undefined : convert(value);
    };
  }
  const pick = createPick(field, convert);
  return (row) => {
    const value = read(row);
    if (value === undefined || typeof value === 'symbol') return value;
    return pick(String(value));
  };
}

/** Absent values, then the pattern, then the table of values. */
function createPick(
  { absent = [], pattern, values, otherwise }: MappedField,
  convert: (value: unknown) => unknown,
): (value: string) => unknown {
  const nothing = new Set(absent);
  const expression = pattern === undefined ? undefined : new RegExp(pattern);
  const table = new Map<string, CanonicalValue>(Object.entries(values ?? {}));
  const others = otherwise ?? UNREADABLE;
  return (value) => {
    if (nothing.has(value)) return undefined;
    if (expression !== undefined && value.length > LONGEST_SEARCHED) return UNREADABLE;
    const found = expression === undefined ? value : expression.exec(value)?.[1]?.trim();
    if (found === undefined || found === '' || nothing.has(found)) return undefined;
    if (values === undefined) return convert(found);
    return table.has(found) ? table.get(found) : others;
  };
}

function createReadRaw<Row>(
  { column: one, columns = [] }: MappedField,
  column: (ref: ColumnRef) => ReadColumn<Row>,
): ReadColumn<Row> {
  if (one !== undefined) {
    const read = column(one);
    return (row) => plain(read(row));
  }
  const reads = columns.map(column);
  return (row) => {
    const parts = reads.map((read) => plain(read(row))).filter((part) => part !== undefined);
    if (parts.includes(UNREADABLE)) return UNREADABLE;
    return parts.length === 0 ? undefined : parts.join(' ');
  };
}

/** Text without blanks around it, a number, `true` or `false`; nothing else is a value. */
function plain(value: unknown): string | number | boolean | typeof UNREADABLE | undefined {
  switch (typeof value) {
    case 'string':
      return value.trim() || undefined;
    case 'number':
    case 'boolean':
      return value;
    default:
      return (value ?? undefined) === undefined ? undefined : UNREADABLE;
  }
}

function createConvert(name: RawField, field: MappedField): (value: unknown) => unknown {
  switch (kindOf(name)) {
    case 'text':
      return (value) => (typeof value === 'symbol' ? value : String(value));
    case 'number':
      return createReadNumber(field);
    case 'duration':
      return createReadDuration(field);
    case 'flag':
      return readFlag;
    case 'time':
      return (value) => value;
  }
}

function readFlag(value: unknown): unknown {
  if (value === true || value === 'true' || value === '1' || value === 1) return true;
  return value === false || value === 'false' || value === '0' || value === 0 ? false : UNREADABLE;
}
