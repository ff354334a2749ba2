import { type Column, table } from '../terminal/table.ts';
import { isRefused, type RefusedRow, type UnderstoodRow } from './understood-row.ts';

type Row = UnderstoodRow | RefusedRow;

/** Rows under titles, times in a zone. */
export function rowTable(rows: readonly Row[], timeZone: string): string {
  const hasEvents = rows.some((row) => !isRefused(row) && row.event !== 'stop');
  return table(columns(timeZone, hasEvents), rows);
}

/** Most files have whole calls; where some rows are the begin of one, each says what it is. */
function columns(timeZone: string, hasEvents: boolean): Column<Row>[] {
  const clock = (time: string) => new Date(time).toLocaleString('sv', { timeZone });
  return [
    { title: 'line', align: 'right', value: ({ line }) => String(line) },
    understood('started', 'left', (row) => clock(row.startedAt)),
    ...(hasEvents ? [understood('event', 'left', ({ event }) => event)] : []),
    understood('answered', 'left', (row) => (row.answered ? 'yes' : 'no')),
    understood('talk s', 'right', (row) => String(row.durationSec)),
    understood('whose', 'left', whose),
    understood('', 'left', (row) => (row.direction === 'inbound' ? '<-' : '->')),
    understood('called', 'left', (row) => row.called ?? '(none)'),
    understood('kind', 'left', (row) => row.kind ?? ''),
    understood('to', 'left', (row) => row.country ?? ''),
    understood('yen', 'right', (row) => (row.costJpy === null ? '?' : String(row.costJpy))),
  ];
}

/** Of a refused row the reason stands where the time would. */
function understood(
  title: string,
  align: Column<Row>['align'],
  value: (row: UnderstoodRow) => string,
): Column<Row> {
  return {
    title,
    align,
    value: (row) => {
      if (!isRefused(row)) return value(row);
      return title === 'started' ? `refused: ${row.reason} ${row.field ?? ''}`.trim() : '';
    },
  };
}

function whose({ subscriber, subscriberLine }: UnderstoodRow): string {
  return subscriber ?? (subscriberLine === null ? '(unknown)' : `line ${subscriberLine}`);
}
