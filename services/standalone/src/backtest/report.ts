import type { Language } from '../terminal/language.ts';
import { localTime } from '../terminal/local-time.ts';
import { printable } from '../terminal/printable.ts';
import { type Column, table } from '../terminal/table.ts';
import type { SubscriberLine } from './compare.ts';
import type { BacktestResult, BacktestSummary } from './run-backtest.ts';
import { type BacktestTexts, backtestTexts } from './texts.ts';

/** As many subscribers as a person reads. */
const SHOWN = 20;
const STRONGEST = 3;

type FigureName = keyof BacktestTexts['figures'];

/** A backtest as an operator reads it. */
export function backtestReport(
  { summary, subscribers }: BacktestResult,
  language: Language,
): string {
  const texts = backtestTexts(language);
  const { since, until, days, records, judged, candidate, inForce } = summary;
  if (records === 0) return `${texts.nothing}\n`;
  const head = [
    texts.span(localTime(Date.parse(since)), localTime(Date.parse(until)), days, records),
    texts.rules(candidate.rules, inForce.rules),
    texts.judged(judged.notOurs, judged.ours),
  ].map(printable);
  const names = Object.keys(texts.figures) as FigureName[];
  const parts = [
    head.join('\n'),
    table(figureColumns(summary, texts), names),
    changesOf(summary, texts),
    ...(subscribers.length === 0 ? [] : [subscriberTable(subscribers, texts)]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function figureColumns(
  { candidate, inForce }: BacktestSummary,
  { heads, figures }: BacktestTexts,
): Column<FigureName>[] {
  const column = (title: string, value: (name: FigureName) => string): Column<FigureName> => ({
    title,
    align: 'right',
    value,
  });
  const signed = (value: number) => (value > 0 ? `+${number(value)}` : number(value));
  return [
    { title: heads.figure, align: 'left', value: (name) => figures[name] },
    column(heads.inForce, (name) => number(inForce[name])),
    column(heads.candidate, (name) => number(candidate[name])),
    column(heads.difference, (name) => signed(candidate[name] - inForce[name])),
  ];
}

function changesOf({ newAlarms, noLonger, both }: BacktestSummary, texts: BacktestTexts): string {
  return texts.changes(newAlarms, noLonger, both.subscribers, both.earlier, both.later);
}

function subscriberTable(lines: readonly SubscriberLine[], texts: BacktestTexts): string {
  const { columns, change, verdict, more } = texts;
  const column = (
    title: string,
    value: (line: SubscriberLine) => string,
    align: 'left' | 'right' = 'left',
  ): Column<SubscriberLine> => ({ title, align, value });
  const when = (decision: SubscriberLine['candidate']) =>
    decision === null ? '–' : localTime(Date.parse(decision.at)).slice(0, 16);
  const shown = table(
    [
      column(columns.change, (line) => change[line.change]),
      column(columns.subscriber, (line) => `${line.subscriber} (${line.service})`),
      column(columns.verdict, (line) => verdict[line.verdict]),
      column(columns.inForce, (line) => when(line.inForce)),
      column(columns.candidate, (line) => when(line.candidate)),
      column(columns.averted, ({ candidate }) => number(candidate?.costAvertedJpy ?? 0), 'right'),
      column(columns.why, whyOf),
    ],
    lines.slice(0, SHOWN),
  );
  return lines.length > SHOWN ? `${shown}\n${more(lines.length - SHOWN)}` : shown;
}

function whyOf({ candidate, inForce }: SubscriberLine): string {
  const rules = (candidate ?? inForce)?.rules ?? [];
  return rules
    .map(({ rule, observed, threshold, evidence }) => {
      const strongest = evidence
        .toSorted((a, b) => b.points - a.points)
        .slice(0, STRONGEST)
        .map(({ name, observed: seen, usual }) => `${name} ${number(seen)}/${number(usual)}`);
      const told = strongest.length === 0 ? '' : ` (${strongest.join(', ')})`;
      return `${rule} ${number(observed)}/${number(threshold)}${told}`;
    })
    .join(', ');
}

function number(value: number): string {
  return value.toLocaleString('en', {
    maximumFractionDigits: value % 1 !== 0 && Math.abs(value) < 100 ? 2 : 0,
  });
}
