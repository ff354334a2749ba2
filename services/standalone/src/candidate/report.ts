import type { Span } from '@sekisho/detector';
import type { Language } from '../terminal/language.ts';
import { localTime } from '../terminal/local-time.ts';
import { printable } from '../terminal/printable.ts';
import { type Column, table } from '../terminal/table.ts';
import type { DifferenceRow } from './read-difference.ts';
import { type DifferenceSummary, summaryOf } from './summary.ts';
import { type CandidateTexts, candidateTexts } from './texts.ts';

/** As many runs as a person reads. */
const SHOWN = 20;

type FigureName = keyof CandidateTexts['figures'];

/** A candidate's difference as an operator reads it: what differs first, of that the newest. */
export function differenceReport(
  rows: readonly DifferenceRow[],
  { from, until }: Span,
  language: Language,
): string {
  const texts = candidateTexts(language);
  const span = texts.span(localTime(from), localTime(until));
  if (rows.length === 0) return `${span}\n${texts.nothing}\n`;
  const summary = summaryOf(rows);
  const head = [span, texts.rules(summary.candidate.join(', '), summary.live.join(', '))];
  const barred = rows.filter(({ restricted }) => restricted !== 'neither').toReversed();
  const ordered = barred.toSorted((a, b) => Number(isSame(a)) - Number(isSame(b)));
  const parts = [
    head.map(printable).join('\n'),
    table(figureColumns(summary, texts), ['restrictions', 'alerts']),
    `${texts.changes(summary)}\n${texts.judged(summary)}`,
    ...(ordered.length === 0 ? [] : [rowTable(ordered, texts)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function isSame({ restricted }: DifferenceRow): boolean {
  return restricted === 'both';
}

function figureColumns(
  summary: DifferenceSummary,
  { heads, figures }: CandidateTexts,
): Column<FigureName>[] {
  const column = (title: string, value: (name: FigureName) => string): Column<FigureName> => ({
    title,
    align: 'right',
    value,
  });
  const live = (name: FigureName) => summary[name].both + summary[name]['live-only'];
  const candidate = (name: FigureName) => summary[name].both + summary[name]['candidate-only'];
  const signed = (value: number) => (value > 0 ? `+${value}` : String(value));
  return [
    { title: heads.figure, align: 'left', value: (name) => figures[name] },
    column(heads.live, (name) => String(live(name))),
    column(heads.candidate, (name) => String(candidate(name))),
    column(heads.difference, (name) => signed(candidate(name) - live(name))),
  ];
}

function rowTable(rows: readonly DifferenceRow[], texts: CandidateTexts): string {
  const { columns, change, verdict, more } = texts;
  const column = (
    title: string,
    value: (row: DifferenceRow) => string,
    align: 'left' | 'right' = 'left',
  ): Column<DifferenceRow> => ({ title, align, value });
  const when = (at: string | null) => (at === null ? '–' : localTime(Date.parse(at)).slice(0, 16));
  const yen = ({ live, candidate }: DifferenceRow) => Math.max(live.costJpy, candidate.costJpy);
  const shown = table(
    [
      column(columns.change, ({ restricted }) => change[restricted]),
      column(columns.subscriber, (row) => `${row.subscriber} (${row.service})`),
      column(columns.verdict, (row) => verdict[row.verdict]),
      column(columns.live, ({ live }) => when(live.restrictedAt)),
      column(columns.candidate, ({ candidate }) => when(candidate.restrictedAt)),
      column(columns.yen, (row) => Math.round(yen(row)).toLocaleString('en'), 'right'),
      column(columns.alert, ({ live, candidate }) => [...live.alerts, ...candidate.alerts][0]!),
    ],
    rows.slice(0, SHOWN),
  );
  return rows.length > SHOWN ? `${shown}\n${more(rows.length - SHOWN)}` : shown;
}
