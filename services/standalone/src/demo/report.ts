import type { AlertVersion } from '@sekisho/rules';
import type { ReplayResult } from '../replay/run-replay.ts';
import type { Language } from './language.ts';
import type { Saved } from './saved.ts';
import { type Column, table } from './table.ts';
import { type Texts, texts } from './texts.ts';

const MOST_WARNINGS = 5;
const NOTHING: Saved = { restrictionId: '', lostJpy: 0, savedJpy: 0 };

/** What a replay found, stopped and saved, and what to try next. */
export function demoReport(
  { alerts, summary }: ReplayResult,
  saved: ReadonlyMap<string, Saved>,
  out: string,
  language: Language,
): string {
  const words = texts(language);
  const savedOf = (alert: AlertVersion) =>
    saved.get(alert.restriction?.restrictionId ?? '') ?? NOTHING;
  const restricted = alerts
    .filter((alert) => alert.restriction !== null)
    .sort((a, b) => a.restriction!.at - b.restriction!.at);
  const asked = alerts.filter((alert) => alert.restriction === null);
  const total = restricted.reduce((sum, alert) => sum + savedOf(alert).savedJpy, 0);
  return [
    '',
    words.read(summary.records, summary.seconds, summary.recordsPerSecond),
    '',
    words.restricted(restricted.length),
    table(restrictedColumns(words, savedOf), restricted),
    '',
    words.saved(yen(total)),
    '',
    words.asked(asked.length),
    table(askedColumns(words), asked.slice(0, MOST_WARNINGS)),
    asked.length > MOST_WARNINGS ? words.more(asked.length - MOST_WARNINGS) : '',
    '',
    words.next(out),
    '',
  ].join('\n');
}

function restrictedColumns(
  words: Texts,
  savedOf: (alert: AlertVersion) => Saved,
): Column<AlertVersion>[] {
  return [
    {
      title: words.columns.restrictedAt,
      align: 'left',
      value: (alert) => japanTime(alert.restriction?.at ?? 0),
    },
    { title: words.columns.subscriber, align: 'left', value: (alert) => alert.subscriber },
    {
      title: words.columns.score,
      align: 'right',
      value: (alert) => String(alert.restriction?.score),
    },
    {
      title: words.columns.rules,
      align: 'left',
      value: (alert) => short(alert.restriction?.rules ?? [], 2),
    },
    { title: words.columns.countries, align: 'left', value: (alert) => short(alert.countries, 4) },
    { title: words.columns.calls, align: 'right', value: (alert) => String(alert.calls) },
    { title: words.columns.lost, align: 'right', value: (alert) => yen(savedOf(alert).lostJpy) },
    { title: words.columns.saved, align: 'right', value: (alert) => yen(savedOf(alert).savedJpy) },
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
