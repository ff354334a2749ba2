import type { Case, Wave } from '@sekisho/ledger';
import type { Language } from '../terminal/language.ts';
import { localTime } from '../terminal/local-time.ts';
import { printable } from '../terminal/printable.ts';
import { type Column, table } from '../terminal/table.ts';
import { type CaseTexts, caseTexts } from './texts.ts';

/** Waves, and cases in a table. */
export function casesReport(
  { cases, waves }: { cases: readonly Case[]; waves: readonly Wave[] },
  language: Language,
): string {
  const texts = caseTexts(language);
  const told = waves.map(({ waveId, service, country, subscribers }) =>
    printable(texts.wave(waveId, service, country, subscribers.length)),
  );
  const listed = cases.length === 0 ? texts.none : table(columnsOf(texts), cases);
  return `${[...told, listed].join('\n')}\n`;
}

function columnsOf({ columns }: CaseTexts): Column<Case>[] {
  const left = (title: string, value: (row: Case) => string): Column<Case> => ({
    title,
    align: 'left',
    value,
  });
  return [
    left(columns.case, ({ caseId }) => caseId),
    left(columns.customer, ({ customer }) => customer),
    left(columns.subscriber, ({ subscriber, service }) => `${subscriber} (${service})`),
    left(columns.opened, ({ openedAt }) => localTime(openedAt)),
    left(columns.state, ({ restrictionState }) => restrictionState ?? '–'),
    {
      title: columns.cost,
      align: 'right',
      value: ({ facts }) => (facts === null ? '–' : yen(facts.costMilliYen)),
    },
    left(columns.verdict, ({ verdict }) => verdict ?? '–'),
    left(columns.taken, ({ acknowledgedBy }) => acknowledgedBy ?? '–'),
  ];
}

export function yen(milliYen: number): string {
  return Math.round(milliYen / 1000).toLocaleString('en-US');
}
