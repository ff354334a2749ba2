import { splitCsv } from './csv.ts';
import type { CucmColumns } from './cucm-head.ts';

/** A forced authorisation code as its user typed it: whoever knows it may call abroad. */
const SECRET = 'authorizationcodevalue';

/** The value of a column by its name; '' where the version has no such column. */
export type CucmRow = (name: string) => string;

/** `undefined` unless the line has as many columns as the head. */
export function readCucmRow(
  line: string,
  columns: CucmColumns,
  width: number,
): CucmRow | undefined {
  const values = splitCsv(line);
  if (values === undefined || values.length !== width) return undefined;
  return (name) => values[columns.get(name.toLowerCase()) ?? -1] ?? '';
}

/**
 * Overwrites a forced authorisation code in `bytes[start, end)`, so that a rejected row does not
 * keep it; the digits and letters of the whole row where it cannot be told where the code stands.
 */
export function maskSecret(
  bytes: Buffer,
  start: number,
  end: number,
  row: CucmRow | undefined,
  columns: CucmColumns,
): void {
  const secret = row?.(SECRET) ?? '';
  if (!columns.has(SECRET) || (row !== undefined && secret === '')) return;
  if (row === undefined) cover(bytes, start, end);
  else {
    // Wherever it stands: other columns may repeat it.
    const found = Buffer.from(secret);
    for (let at = bytes.indexOf(found, start); at >= 0 && at < end; ) {
      cover(bytes, at, Math.min(end, at + found.length));
      at = bytes.indexOf(found, at + found.length);
    }
  }
}

const STAR = 0x2a;

function cover(bytes: Buffer, start: number, end: number): void {
  for (let i = start; i < end; i++) {
    const code = bytes[i] as number;
    const isSign = code === 0x22 || code === 0x2c || code === 0x20;
    if (!isSign) bytes[i] = STAR;
  }
}
