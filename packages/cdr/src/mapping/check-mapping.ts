import { isAscii } from 'node:buffer';
import { columnsUsed } from './columns-used.ts';
import type { ColumnRef, Mapping } from './mapping.ts';
import { withDefaults } from './mapping-defaults.ts';

/** Tells one fault: the path of the key, then what is wrong and what to write instead. */
export type TellFault = (path: readonly (string | number)[], message: string) => void;

/** Tells what does not fit together in a mapping whose parts are right, each by itself. */
export function checkMapping(mapping: Mapping, tell: TellFault): void {
  checkForm(mapping, tell);
  checkRequired(mapping, tell);
  for (const [path, column] of columnsUsed(mapping)) {
    const fault = columnFault(mapping, column);
    if (fault !== undefined) tell(path, fault);
  }
}

/** Keys that say nothing in a format. */
const MEANINGLESS: Record<Mapping['format'], readonly (keyof Mapping)[]> = {
  csv: [],
  tsv: ['delimiter'],
  fixed: ['delimiter', 'quote', 'header'],
  json: ['delimiter', 'quote', 'header', 'skipLines', 'columns'],
};

function checkForm(mapping: Mapping, tell: TellFault): void {
  const { format, encoding, delimiter, quote, comment = '', columns, header, fields } = mapping;
  const defaults = withDefaults({ format, fields });
  for (const key of MEANINGLESS[format]) {
    if (mapping[key] !== defaults[key]) tell([key], `has no meaning in ${format}; take it out`);
  }
  if (encoding !== 'utf-8' && !isAscii(Buffer.from(comment))) {
    tell(['comment'], `does not go with ${encoding}; write letters, digits and signs of ASCII`);
  }
  if (quote === delimiter) tell(['quote'], 'is the delimiter too; write another character');
  if (format === 'json' && encoding === 'shift_jis') {
    tell(['encoding'], 'does not go with json; convert the file, and write utf-8');
  }
  const isList = Array.isArray(columns);
  if (format === 'fixed' && (columns === undefined || isList)) {
    tell(['columns'], 'names no bytes; write { id: 1-12, to: 13-24 }');
  }
  if (format !== 'fixed' && columns !== undefined && !isList) {
    tell(['columns'], 'has bytes, which are for fixed; write a list of names');
  }
  if (header && columns !== undefined) {
    tell(['columns'], 'are named by the header already; take out header or columns');
  }
  checkSpans(columns, tell);
}

function checkSpans(columns: Mapping['columns'], tell: TellFault): void {
  if (columns === undefined || Array.isArray(columns)) return;
  for (const [name, span] of Object.entries(columns)) {
    const [first = 0, last = 0] = span.split('-').map(Number);
    if (last < first) tell(['columns', name], `ends before it begins; write ${last}-${first}`);
  }
}

function checkRequired({ fields }: Mapping, tell: TellFault): void {
  if (fields.callId === undefined) {
    tell(['fields'], 'lacks callId; write what tells one call from all others');
  }
  if (fields.subscriber === undefined && fields.line === undefined) {
    tell(['fields'], 'lacks subscriber and line; write one of them');
  }
  const { event, at, startedAt, answeredAt, endedAt, durationSec } = fields;
  const hasBegin = startedAt !== undefined || answeredAt !== undefined;
  const hasEnd = endedAt !== undefined || (hasBegin && durationSec !== undefined);
  if (event === undefined && !hasEnd) {
    tell(['fields'], 'lacks endedAt; write it, or startedAt and durationSec');
  }
  if (event !== undefined && !hasBegin && !hasEnd && at === undefined) {
    tell(['fields'], 'lacks times; write at, or startedAt and endedAt');
  }
}

function columnFault({ format, columns, header }: Mapping, column: ColumnRef): string | undefined {
  if (format === 'json' || (header && typeof column === 'string')) return undefined;
  const names = Array.isArray(columns) ? columns : Object.keys(columns ?? {});
  if (typeof column === 'number') {
    const isThere = columns === undefined || column <= names.length;
    return isThere ? undefined : `is number ${column} of ${names.length} columns; write another`;
  }
  const count = names.filter((name) => name === column).length;
  if (count > 1) return `“${column}” is the name of ${count} columns; write its number`;
  if (count === 1) return undefined;
  return names.length === 0
    ? `“${column}” is named nowhere; write header: true, columns, or the column's number`
    : `“${column}” is none of the columns; write one of ${names.join(', ')}`;
}
