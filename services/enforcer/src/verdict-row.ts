import type { VerdictRow } from '@sekisho/clickhouse';
import type { Verdict } from '@sekisho/ledger';

export function verdictRow({ by, at, ...same }: Verdict, ingestedAt: number): VerdictRow {
  return { ...same, givenBy: by, givenAt: at, ingestedAt };
}
