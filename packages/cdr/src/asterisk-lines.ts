import { readAsteriskRow } from './asterisk-row.ts';

/** Whether a line is a row of `Master.csv`. */
export function isAsteriskLine(line: string): boolean {
  const row = readAsteriskRow(line);
  return row !== undefined && isWallTime(row.start) && isWallTime(row.end);
}

/** Whether a line names the columns and is no record; Asterisk writes none, exports do. */
export function isAsteriskHeader(line: string): boolean {
  return /^"?accountcode"?,"?src"?,/i.test(line);
}

function isWallTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text);
}
