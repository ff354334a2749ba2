import { type Question, readQuestions, usualSince } from '@sekisho/infra/dashboards';
import type { Language } from '../terminal/language.ts';
import { table } from '../terminal/table.ts';

const TITLES = {
  en: ['name', 'looks back', 'title', 'question'],
  ja: ['名前', '期間', '題', '問い'],
} as const;

/** The questions that `sekisho sql --question` answers, a line each. */
export function questionList(language: Language): string {
  const isJapanese = language === 'ja';
  const [name, since, title, asked] = TITLES[language];
  const left = <T>(heading: string, value: (row: T) => string) =>
    ({ title: heading, align: 'left', value }) as const;
  const columns = [
    left(name, (question: Question) => question.name),
    left(since, usualSince),
    left(title, (question: Question) => (isJapanese ? question.titleJa : question.title)),
    left(asked, (question: Question) => (isJapanese ? question.questionJa : question.question)),
  ];
  const here = readQuestions().filter(({ needs }) => needs === undefined);
  return `${table(columns, here)}\n`;
}
