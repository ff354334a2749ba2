import type { Verdict, VerdictAnswer } from '@sekisho/ledger';
import type { Language } from '../terminal/language.ts';
import { localTime } from '../terminal/local-time.ts';
import { type Column, table } from '../terminal/table.ts';

interface Texts {
  none: string;
  columns: Readonly<Record<'alert' | 'answer' | 'by' | 'at' | 'reason', string>>;
  answers: Readonly<Partial<Record<VerdictAnswer, string>>>;
}

const TEXTS: Record<Language, Texts> = {
  en: {
    none: 'none',
    columns: { alert: 'alert', answer: 'verdict', by: 'by', at: 'at', reason: 'reason' },
    answers: {},
  },
  ja: {
    none: 'なし',
    columns: { alert: 'アラートID', answer: '判断', by: '担当', at: '日時', reason: '理由' },
    answers: { ours: '本人利用', 'not-ours': '不正利用', unsure: '不明' },
  },
};

/** Answers to alerts in a table. */
export function verdictsReport(verdicts: readonly Verdict[], language: Language): string {
  const { none, columns, answers } = TEXTS[language];
  if (verdicts.length === 0) return `${none}\n`;
  const column = (title: string, value: (row: Verdict) => string): Column<Verdict> => ({
    title,
    align: 'left',
    value,
  });
  const shown = [
    column(columns.alert, ({ alertId }) => alertId),
    column(columns.answer, ({ verdict }) => answers[verdict] ?? verdict),
    column(columns.by, ({ by }) => by),
    column(columns.at, ({ at }) => localTime(at)),
    column(columns.reason, ({ reason }) => reason),
  ];
  return `${table(shown, verdicts)}\n`;
}
