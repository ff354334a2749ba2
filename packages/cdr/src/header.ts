import type { RecordFormat } from './format.ts';

const ASTERISK_HEADER = /^"?accountcode"?,"?src"?,/i;

/** Whether the first line of a file, `bytes[start, end)`, names columns and is no record. */
export function isHeader(format: RecordFormat, bytes: Buffer, start: number, end: number): boolean {
  if (format !== 'asterisk-csv') return false;
  return ASTERISK_HEADER.test(bytes.toString('latin1', start, Math.min(end, start + 64)));
}
