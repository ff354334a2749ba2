import type { ColumnChange, ImportReport } from '@sekisho/ledger';
import { type Column, table } from '../terminal/table.ts';
import { localTimeOf } from './show-entries.ts';

/** Of each kind of change; who wants more takes the JSON. */
const MOST_ROWS = 40;

interface Row {
  change: string;
  what: string;
  from: string | null;
  to: string | null;
  detail: string;
  changesPast: boolean;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'change', align: 'left', value: ({ change }) => change },
  { title: 'of', align: 'left', value: ({ what }) => what },
  { title: 'from', align: 'left', value: ({ from }) => localTimeOf(from, 'ever') },
  { title: 'until', align: 'left', value: ({ to }) => localTimeOf(to, '') },
  { title: 'what', align: 'left', value: detailOf },
];

/** An import in words and a table, for a person. */
export function showImport(report: ImportReport): string {
  const { counts } = report;
  const kinds = [added(report), changed(report), ended(report), moved(report)];
  const shown = kinds.flatMap((rows) => rows.slice(0, MOST_ROWS));
  const left = kinds.flat().length - shown.length;
  return [
    `${report.file}: ${report.rows} rows (${report.encoding}), as of ${localTimeOf(report.from, 'ever')}${report.whole ? ', the whole directory' : ''}`,
    ...(shown.length > 0 ? ['', table(COLUMNS, shown)] : []),
    ...(left > 0 ? [`… and ${left} more; --json shows all`] : []),
    '',
    ...report.warnings.map(({ message, about }) => `warning: ${message}${named(about)}`),
    `${counts.added} added, ${counts.changed} changed, ${counts.ended} ended, ${counts.moved} lines moved, ${counts.unchanged} unchanged`,
    report.dryRun
      ? 'dry run: nothing was changed'
      : `the directory is at version ${report.version}`,
    '',
  ].join('\n');
}

function added(report: ImportReport): Row[] {
  return report.added.map(({ subscriber, validFrom, validTo, lines, changesPast }) => ({
    change: 'added',
    what: subscriber,
    from: validFrom,
    to: validTo,
    detail: lines.join(';'),
    changesPast,
  }));
}

function changed(report: ImportReport): Row[] {
  return report.changed.map(({ subscriber, columns, ...times }) => ({
    change: 'changed',
    what: subscriber,
    ...times,
    detail: columns.map(columnText).join(', '),
  }));
}

function ended(report: ImportReport): Row[] {
  return report.ended.map(({ subscriber, at, lines, changesPast }) => ({
    change: 'ended',
    what: subscriber,
    from: at,
    to: null,
    detail: lines.join(';'),
    changesPast,
  }));
}

function moved(report: ImportReport): Row[] {
  return report.moved.map(({ line, before, after, ...times }) => ({
    change: 'line moved',
    what: line,
    ...times,
    detail: `${before} → ${after}`,
  }));
}

function columnText({ column, before, after }: ColumnChange): string {
  if (column === 'valid') return after === '1' ? 'is a subscriber' : 'is none';
  return `${column}: ${before || '–'} → ${after || '–'}`;
}

function detailOf({ detail, changesPast }: Row): string {
  return changesPast ? `${detail} (changes the past)` : detail;
}

function named(about: readonly string[]): string {
  if (about.length === 0) return '';
  const some = about.slice(0, 5).join(', ');
  return about.length > 5 ? `: ${some}, … (${about.length})` : `: ${some}`;
}
