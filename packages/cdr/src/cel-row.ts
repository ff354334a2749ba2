import { splitCsv } from './csv.ts';

/** The columns that the sample configuration of cel_custom writes. */
const COLUMNS = 20;

/** What is read of one event, by the names that Asterisk gives the columns. */
export interface CelRow {
  eventtype: string;
  eventtime: string;
  cidnum: string;
  ani: string;
  dnid: string;
  exten: string;
  accountcode: string;
  uniqueid: string;
  linkedid: string;
  /** JSON, of some events. */
  eventextra: string;
}

/** `undefined` unless the line has the 20 columns. */
export function readCelRow(line: string): CelRow | undefined {
  const columns = splitCsv(line);
  if (columns?.length !== COLUMNS) return undefined;
  const column = (index: number) => columns[index] as string;
  return {
    eventtype: column(0),
    eventtime: column(1),
    cidnum: column(3),
    ani: column(4),
    dnid: column(6),
    exten: column(7),
    accountcode: column(13),
    uniqueid: column(14),
    linkedid: column(15),
    eventextra: column(19),
  };
}

export function isCelLine(line: string): boolean {
  if (!/^"?[A-Z_]{3,30}"?,/.test(line)) return false;
  const row = readCelRow(line);
  return row !== undefined && /^\d{9,10}(?:\.\d+)?$/.test(row.eventtime);
}
