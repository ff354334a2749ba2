import type { Language } from '../terminal/language.ts';
import { localTime } from '../terminal/local-time.ts';
import { type Column, table } from '../terminal/table.ts';
import type { DestinationCase } from './read-cases.ts';
import { destinationTexts } from './texts.ts';

/** Destination cases in a table. @param isAll whether those that are over are among them */
export function destinationsReport(
  cases: readonly DestinationCase[],
  isAll: boolean,
  language: Language,
): string {
  const { none, noneNow, columns, kinds } = destinationTexts(language);
  if (cases.length === 0) return `${isAll ? none : noneNow}\n`;
  const text = (
    title: string,
    value: (row: DestinationCase) => string,
  ): Column<DestinationCase> => ({
    title,
    align: 'left',
    value,
  });
  const figure = (title: string, value: (row: DestinationCase) => number) => ({
    title,
    align: 'right' as const,
    value: (row: DestinationCase) => Math.round(value(row)).toLocaleString('en'),
  });
  const shown = [
    text(columns.openedAt, ({ openedAt }) => localTime(openedAt)),
    text(columns.kind, ({ kind }) => kinds[kind]),
    text(columns.prefix, ({ prefix }) => (prefix === '' ? '*' : prefix)),
    text(columns.country, ({ country }) => country),
    figure(columns.callers, ({ callers }) => callers),
    figure(columns.suspected, ({ suspected }) => suspected),
    figure(columns.restricted, ({ restricted }) => restricted),
    figure(columns.calls, ({ calls }) => calls),
    figure(columns.cost, ({ costJpy }) => costJpy),
    figure(columns.before, ({ callersBefore }) => callersBefore),
    text(columns.endsAt, ({ endsAt }) => localTime(endsAt)),
  ];
  return `${table(shown, cases)}\n`;
}
