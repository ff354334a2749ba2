import { checkRecord } from '../check-record.ts';
import type { RecordDecoder } from '../decoded.ts';
import { withoutLoneSurrogates } from '../lone-surrogates.ts';
import { type RawField, type RawRecord, rawRecord } from '../raw-record.ts';
import { SKIPPED } from '../skipped.ts';
import type { ZoneResolver } from '../zone-offset.ts';
import { createBlameColumn } from './blame-column.ts';
import type { MappedField, Mapping, RowCondition } from './mapping.ts';
import { createReadField } from './read-field.ts';
import { createReadRowTimes } from './read-row-times.ts';
import { NoRow, type ReadColumn, type RowSource } from './row-source.ts';

export interface MappingDecoderParts<Row> {
  rows: RowSource<Row>;
  source: string;
  resolve: ZoneResolver;
}

/** Decodes rows by a mapping; a fault names the column. */
export function createMappingDecoder<Row>(
  mapping: Mapping,
  { rows, source, resolve }: MappingDecoderParts<Row>,
): RecordDecoder {
  const isCall = createIsCall(mapping.only, rows);
  const readRecord = createReadRecord(mapping, rows, resolve);
  const blame = createBlameColumn(mapping);
  return (bytes, start, end, receivedAt) => {
    const row = rows.read(bytes, start, end);
    if (row instanceof NoRow) return row.outcome;
    if (!isCall(row)) return SKIPPED;
    const fault = rows.fault(row);
    if (fault !== undefined) return fault;
    const decoded = checkRecord(readRecord(row), source, receivedAt);
    return decoded.outcome === 'ok' ? decoded : blame(decoded);
  };
}

function createIsCall<Row>(
  only: readonly RowCondition[],
  rows: RowSource<Row>,
): (row: Row) => boolean {
  const conditions = only.map(({ column, values }) => ({
    read: rows.column(column),
    values: new Set(values),
  }));
  return (row) =>
    conditions.every(({ read, values }) => values.has(String(read(row) ?? '').trim()));
}

function createReadRecord<Row>(
  mapping: Mapping,
  rows: RowSource<Row>,
  resolve: ZoneResolver,
): (row: Row) => RawRecord {
  const fields = Object.entries(mapping.fields) as [RawField, MappedField][];
  const readers = fields.map(([name, field]): [RawField, ReadColumn<Row>] => [
    name,
    createReadField(name, field, rows.column),
  ]);
  const readTimes = createReadRowTimes(mapping, resolve);
  return (row) => {
    const raw = rawRecord({});
    for (const [name, read] of readers) raw[name] = read(row);
    const isStop = raw.event === undefined || raw.event === 'stop';
    Object.assign(raw, readTimes(raw, raw.durationSec, isStop));
    return withoutLoneSurrogates(raw);
  };
}
