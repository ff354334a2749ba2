import type { Numbering, NumberKind } from '@sekisho/numbering';
import { acceptedOf, type DecodedRows } from './read-rows.ts';

export interface RowSummary {
  readonly rows: number;
  readonly accepted: number;
  /** Rows that are no calls, left out. */
  readonly skipped: number;
  /** Refused rows by `reason field`. */
  readonly refused: Readonly<Record<string, number>>;
  readonly answered: number;
  /** Accepted rows by the kind of the number called. */
  readonly kinds: Readonly<Partial<Record<NumberKind, number>>>;
}

export function summarise({ rows, skipped }: DecodedRows, numbering: Numbering): RowSummary {
  const refused: Record<string, number> = {};
  for (const { outcome } of rows) {
    if (outcome.outcome !== 'reject') continue;
    const why = outcome.field === null ? outcome.reason : `${outcome.reason} ${outcome.field}`;
    refused[why] = (refused[why] ?? 0) + 1;
  }
  const accepted = acceptedOf(rows);
  const kinds: Partial<Record<NumberKind, number>> = {};
  for (const { called } of accepted) {
    if (called === undefined) continue;
    const { kind } = numbering.understand(called);
    kinds[kind] = (kinds[kind] ?? 0) + 1;
  }
  const answered = accepted.filter(
    (cdr) => cdr.answeredAt !== undefined || (cdr.durationMs ?? 0) > 0,
  );
  return {
    rows: rows.length,
    accepted: accepted.length,
    skipped,
    refused,
    answered: answered.length,
    kinds,
  };
}

/** One sentence on it. */
export function summaryLine(summary: RowSummary, isWhole: boolean): string {
  const { rows, accepted, skipped, refused, answered, kinds } = summary;
  const refusals = Object.entries(refused).map(([why, count]) => `${count} ${why}`);
  const share = (kind: NumberKind) => {
    const count = kinds[kind] ?? 0;
    const percent = accepted === 0 ? 0 : Math.round((100 * count) / accepted);
    return `${count} ${kind} (${percent} %)`;
  };
  return [
    `${rows} rows read${isWhole ? '' : ', the beginning of the file'}`,
    `${accepted} accepted, ${answered} of them answered`,
    refusals.length === 0 ? 'none refused' : `refused: ${refusals.join(', ')}`,
    skipped === 0 ? '' : `${skipped} left out as no calls`,
    `${share('international')}, ${share('unknown')}`,
  ]
    .filter((part) => part !== '')
    .join('; ');
}
