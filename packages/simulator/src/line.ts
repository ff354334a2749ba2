import type { CallDetailRecord } from './record.ts';

/** The record as one line of NDJSON, without the line end; about 380 bytes. */
export function toLine(record: CallDetailRecord): string {
  return JSON.stringify(record);
}
