import type { AuditEntry } from '@sekisho/ledger';
import type { Language } from '../terminal/language.ts';
import { localTime } from '../terminal/local-time.ts';
import { type Column, table } from '../terminal/table.ts';

const TEXTS = {
  en: {
    none: 'none',
    seq: 'entry',
    at: 'at',
    actor: 'by',
    action: 'what',
    subject: 'of',
    detail: 'detail',
  },
  ja: {
    none: 'なし',
    seq: '番号',
    at: '日時',
    actor: '担当',
    action: '操作',
    subject: '対象',
    detail: '詳細',
  },
};

/** Entries of the audit log in a table. */
export function auditReport(entries: readonly AuditEntry[], language: Language): string {
  const texts = TEXTS[language];
  if (entries.length === 0) return `${texts.none}\n`;
  const column = (
    title: string,
    value: (entry: AuditEntry) => string,
    align: 'left' | 'right' = 'left',
  ): Column<AuditEntry> => ({ title, align, value });
  const columns = [
    column(texts.seq, ({ seq }) => String(seq), 'right'),
    column(texts.at, ({ at }) => localTime(at)),
    column(texts.actor, ({ actor }) => actor),
    column(texts.action, ({ action }) => action),
    column(texts.subject, ({ subject }) => subject),
    column(texts.detail, ({ detail }) => detail),
  ];
  return `${table(columns, entries)}\n`;
}
