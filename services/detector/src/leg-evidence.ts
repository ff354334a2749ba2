import type { CdrRow } from '@sekisho/clickhouse';
import type { CallDetails, CallSource } from '@sekisho/rules';
import { referenceNumber } from './call-marks.ts';

/** Where a call came from, by its address and user agent. */
export type SourceOf = (address: string | undefined, agent: string | undefined) => CallSource;

/** What of a stored record tells its details. */
type DetailedRow = Pick<
  CdrRow,
  'calledRef' | 'calledRange' | 'blockRef' | 'dialForm' | 'oddLength' | 'legKind' | 'line'
>;

/** What evidence asks of an international leg; `undefined` where its number is not known. */
export function detailsOf(row: DetailedRow, source: () => CallSource): CallDetails | undefined {
  if (row.calledRange === undefined) return undefined;
  return {
    number: referenceNumber(row.calledRef),
    block: referenceNumber(row.blockRef),
    range: row.calledRange,
    form: row.dialForm ?? '',
    isOddLength: row.oddLength ?? false,
    isForwarded: row.legKind !== 'originated',
    line: row.line ?? '',
    source: source(),
  };
}
