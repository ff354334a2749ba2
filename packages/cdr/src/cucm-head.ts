import { splitCsv } from './csv.ts';
import { HeadError } from './record-reading.ts';

/** The types that stand in the second line, as in `INTEGER,VARCHAR(50),UNIQUEIDENTIFIER`. */
const TYPES = /^"?(?:INTEGER|VARCHAR ?\(\d+\)|UNIQUEIDENTIFIER)"?,/i;

/** Without these no record can be made of a row. */
const NEEDED = [
  'globalCallID_callManagerId',
  'globalCallID_callId',
  'dateTimeOrigination',
  'callingPartyNumber',
  'originalCalledPartyNumber',
  'finalCalledPartyNumber',
  'dateTimeConnect',
  'dateTimeDisconnect',
  'duration',
];

/** Where each column stands, by its name in lower case: versions differ in case and order. */
export type CucmColumns = ReadonlyMap<string, number>;

/** Whether a line names the columns of call records; those of call quality end otherwise. */
export function isCucmHeader(line: string): boolean {
  if (!/^\uFEFF?"?cdrRecordType"?,/i.test(line)) return false;
  return /(?:^|[,"])dateTimeDisconnect(?:[,"]|$)/i.test(line);
}

/** One line of names, and mostly one of types. */
export function cucmHeadLines([names, types]: readonly string[]): number {
  if (names === undefined) return 1;
  if (!isCucmHeader(names)) return 0;
  return types === undefined || TYPES.test(types) ? 2 : 1;
}

/** @throws HeadError when the line names no columns, or not those that are needed */
export function readCucmHead(head: readonly string[]): CucmColumns {
  const names = splitCsv((head[0] ?? '').replace(/^\uFEFF/, '').trim()) ?? [];
  const columns = new Map<string, number>();
  for (const [index, name] of names.entries()) {
    const known = name.trim().toLowerCase();
    if (!columns.has(known)) columns.set(known, index);
  }
  const missing = NEEDED.filter((name) => !columns.has(name.toLowerCase()));
  if (missing.length > 0) {
    throw new HeadError(
      `the first line lacks the columns ${missing.join(', ')}; export call records with their header`,
    );
  }
  return columns;
}
