import type { ColumnType, TupleField } from './column-type.ts';
import { EngineError } from './errors.ts';
import { grow, type RowBuffer, writeLength, writeText } from './row-buffer.ts';
import { bounded, choose, eightBytes, fixed, integer, shortText, text } from './value-code.ts';

/** Appends one row at the buffer's end; throws `encode-value` and moves nothing for a bad one. */
export type WriteRow<Row> = (buffer: RowBuffer, row: Row) => void;

/**
 * Writes the function that writes a row: one straight line for all columns, since a loop over
 * column objects costs several times the writing itself.
 *
 * While a row is written at least `reserve` bytes are free, what a row takes when its strings are
 * short and its arrays empty; whatever takes more makes its own room and restores that.
 */
export function compileRow<Row>(table: string, columns: readonly TupleField[]): WriteRow<Row> {
  const reserve = columns.reduce((sum, column) => sum + sizeOf(column.type), 0);
  const body = `
    let b = w.bytes, v = w.view, p = w.end, i = 0, n = 0, c = 0;
    ${ensure(`${reserve}`)}
    ${columns.map((column) => property('row', column, column.name, reserve)).join('\n')}
    w.end = p;
    w.rows += 1;`;
  const make = new Function(
    'grow',
    'writeText',
    'writeLength',
    'fail',
    `return (w, row) => {${body}}`,
  );
  return make(grow, writeText, writeLength, failIn(table)) as WriteRow<Row>;
}

function failIn(table: string): (column: string, value: unknown) => never {
  return (column, value) => {
    const shown = typeof value === 'string' ? JSON.stringify(value.slice(0, 100)) : String(value);
    throw new EngineError('encode-value', `${table}.${column} cannot hold ${shown}`);
  };
}

/** The property that a column is read from: camel case, a decimal's in thousandths. */
function propertyOf(column: TupleField): string {
  if (!/^[a-z][a-z0-9_]*$/.test(column.name)) {
    throw new EngineError('encode-column', `no property for a column named ${column.name}`);
  }
  const name = column.name.replaceAll(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return column.type.kind === 'decimal' ? `${name}Milli` : name;
}

function sizeOf(type: ColumnType): number {
  switch (type.kind) {
    case 'string':
      return shortText + 1;
    case 'fixed-string':
      return type.length;
    case 'integer':
      return type.bits / 8;
    case 'nullable':
      return 1 + sizeOf(type.of);
    case 'array':
      return 5;
    case 'tuple':
      return type.fields.reduce((sum, field) => sum + sizeOf(field.type), 0);
    default:
      return 8;
  }
}

function ensure(room: string): string {
  return `if (b.length - p < ${room}) { grow(w, p, ${room}); b = w.bytes; v = w.view; }`;
}

function property(object: string, field: TupleField, path: string, reserve: number): string {
  const value = `${object}_${field.name}`;
  const code = write(field.type, value, path, reserve);
  return `const ${value} = ${object}.${propertyOf(field)};\n${code}`;
}

/** Code that writes the variable `x`; `path` names the column in an error. */
function write(type: ColumnType, x: string, path: string, reserve: number): string {
  const fail = `fail(${JSON.stringify(path)}, ${x})`;
  switch (type.kind) {
    case 'string':
      return text(x, fail, reserve);
    case 'fixed-string':
      return fixed(type.length, x, fail);
    case 'bool':
      return `if (${x} !== true && ${x} !== false) ${fail}; b[p++] = ${x} ? 1 : 0;`;
    case 'float64':
      return `if (typeof ${x} !== 'number') ${fail}; v.setFloat64(p, ${x}, true); p += 8;`;
    case 'integer':
      return integer(type.bits, type.signed, x, fail);
    case 'date':
      return bounded(
        x,
        fail,
        0,
        65535 * 86400000,
        `v.setUint16(p, ${x} / 86400000, true); p += 2;`,
      );
    case 'date-time':
      return bounded(x, fail, 0, 4294967295999, `v.setUint32(p, ${x} / 1000, true); p += 4;`);
    case 'date-time-64':
      return bounded(x, fail, -2208988800000, 10413791999999, eightBytes(x));
    case 'decimal':
      return bounded(x, fail, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, eightBytes(x));
    case 'enum':
      return `b[p++] = ${choose(type.values, x, fail)};`;
    case 'nullable':
      return `if (${x} === undefined || ${x} === null) b[p++] = 1;
        else { b[p++] = 0; ${write(type.of, x, path, reserve)} }`;
    case 'array':
      return array(type.of, x, path, reserve, fail);
    case 'tuple':
      return `if (typeof ${x} !== 'object' || ${x} === null) ${fail};
        ${type.fields.map((field) => property(x, field, `${path}.${field.name}`, reserve)).join('\n')}`;
  }
}

function array(of: ColumnType, x: string, path: string, reserve: number, fail: string): string {
  return `if (!Array.isArray(${x})) ${fail};
    p = writeLength(b, p, ${x}.length);
    for (let ${x}_i = 0; ${x}_i < ${x}.length; ${x}_i++) {
      ${ensure(`${reserve + sizeOf(of)}`)}
      const ${x}_e = ${x}[${x}_i];
      ${write(of, `${x}_e`, path, reserve)}
    }`;
}
