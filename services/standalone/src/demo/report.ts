import type { AlertVersion } from '@sekisho/rules';
import type { ReplayResult } from '../replay/run-replay.ts';
import type { Language } from '../terminal/language.ts';
import { type Column, table } from '../terminal/table.ts';
import { type Restricted, restrictedSubscribers } from './restricted.ts';
import type { Saved } from './saved.ts';
import { type Texts, texts } from './texts.ts';

const MOST_WARNINGS = 5;

/** What a replay found, stopped and saved, and what to try next. */
export function demoReport(
  { alerts, cases, summary }: ReplayResult,
  saved: ReadonlyMap<string, Saved>,
  out: string,
  language: Language,
): string {
  const words = texts(language);
  const restricted = restrictedSubscribers(alerts);
  const asked = alerts.filter((alert) => alert.restriction === null);
  const total = [...saved.values()].reduce((sum, { savedJpy }) => sum + savedJpy, 0);
  return [
    '',
    words.read(summary.records, summary.seconds, summary.recordsPerSecond),
    '',
    words.restricted(restricted.length),
    table(restrictedColumns(words, saved), restricted),
    '',
    words.saved(yen(total)),
    '',
    words.asked(asked.length),
    table(askedColumns(words), asked.slice(0, MOST_WARNINGS)),
    asked.length > MOST_WARNINGS ? words.more(asked.length - MOST_WARNINGS) : '',
    '',
    words.destinations(
      cases.filter(({ kind }) => kind === 'attacked').length,
      cases.filter(({ kind }) => kind === 'hotline').length,
      out,
    ),
    '',
    words.next(out),
    '',
  ].join('\n');
}

function restrictedColumns(
  { columns }: Texts,
  saved: ReadonlyMap<string, Saved>,
): Column<Restricted>[] {
  const yenOf = (row: Restricted, of: 'lostJpy' | 'savedJpy') =>
    yen(saved.get(row.subscriber)?.[of] ?? 0);
  return [
    { title: columns.restrictedAt, align: 'left', value: ({ first }) => japanTime(first.at) },
    { title: columns.subscriber, align: 'left', value: ({ subscriber }) => subscriber },
    { title: columns.score, align: 'right', value: ({ first }) => String(first.score) },
    { title: columns.rules, align: 'left', value: ({ first }) => short(first.rules, 2) },
    { title: columns.countries, align: 'left', value: ({ countries }) => short(countries, 4) },
    { title: columns.calls, align: 'right', value: ({ calls }) => String(calls) },
    { title: columns.times, align: 'right', value: ({ times }) => String(times) },
    { title: columns.lost, align: 'right', value: (row) => yenOf(row, 'lostJpy') },
    { title: columns.saved, align: 'right', value: (row) => yenOf(row, 'savedJpy') },
  ];
}

function askedColumns(words: Texts): Column<AlertVersion>[] {
  return [
    { title: words.columns.openedAt, align: 'left', value: (alert) => japanTime(alert.openedAt) },
    { title: words.columns.subscriber, align: 'left', value: (alert) => alert.subscriber },
    { title: words.columns.score, align: 'right', value: (alert) => String(alert.score) },
    {
      title: words.columns.rules,
      align: 'left',
      value: (alert) =>
        short(
          alert.rules.map(({ rule }) => rule),
          2,
        ),
    },
    { title: words.columns.countries, align: 'left', value: (alert) => short(alert.countries, 4) },
    { title: words.columns.calls, align: 'right', value: (alert) => String(alert.calls) },
    { title: words.columns.cost, align: 'right', value: (alert) => yen(alert.costMilliYen / 1000) },
  ];
}

function short(values: readonly string[], most: number): string {
  const shown = values.slice(0, most).join(' ');
  return values.length > most ? `${shown} +${values.length - most}` : shown;
}

function yen(amount: number): string {
  return `¥${Math.round(amount).toLocaleString('en')}`;
}

function japanTime(epochMs: number): string {
  return new Date(epochMs).toLocaleString('sv', { timeZone: 'Asia/Tokyo' }).slice(5, 16);
}
