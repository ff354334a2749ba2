import type { CdrRow } from '@sekisho/clickhouse';
import type { CallDetails, CallSource } from '@sekisho/rules';
import { referenceNumber } from './call-marks.ts';

/** Where a stored record's call came from. */
export type SourceOf = (row: Pick<CdrRow, 'sourceIp' | 'userAgent'>) => CallSource;

/** What evidence asks of an international leg; `undefined` where its number is not known. */
export function detailsOf(row: CdrRow, sourceOf: SourceOf): CallDetails | undefined {
  if (row.calledRange === undefined) return undefined;
  return {
    number: referenceNumber(row.calledRef),
    block: referenceNumber(row.blockRef),
    range: row.calledRange,
    form: row.dialForm ?? '',
    isOddLength: row.oddLength ?? false,
    isForwarded: row.legKind !== 'originated',
    line: row.line ?? '',
    source: sourceOf(row),
  };
}
