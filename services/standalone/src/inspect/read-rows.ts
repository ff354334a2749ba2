import type { Cdr, Decoded, Mapping, RecordFormat } from '@sekisho/cdr';
import { createOutsideLineCut, readRecords } from '@sekisho/collector';
import type { Numbering } from '@sekisho/numbering';
import type { Sample } from './read-sample.ts';

/** How the sample is to be read. */
export interface Reading {
  readonly format?: RecordFormat;
  readonly mapping?: Mapping;
  readonly source?: string | undefined;
  readonly timeZone?: string | undefined;
}

/** A row and what became of it. */
export interface DecodedRow {
  readonly line: number;
  readonly outcome: Decoded;
}

export interface DecodedRows {
  readonly rows: readonly DecodedRow[];
  /** Lines that are no call records. */
  readonly skipped: number;
}

/** Reads the sample as `replay` would. @throws FeedError when its head is not as the mapping says */
export async function readRows(
  { bytes, isWhole }: Sample,
  reading: Reading,
  numbering: Numbering,
): Promise<DecodedRows> {
  const rows: DecodedRow[] = [];
  let skipped = 0;
  const batches = readRecords(['-'], {
    ...reading,
    cutOutsideLine: createOutsideLineCut(numbering),
    stdin: once(bytes),
    onSkipped: (count) => {
      skipped += count;
    },
  });
  for await (const batch of batches) {
    for (const [index, outcome] of batch.outcomes.entries()) {
      rows.push({ line: batch.line(index), outcome });
    }
  }
  // What was cut in its middle by the end of the sample is no fault of the file.
  if (!isWhole && rows.at(-1)?.outcome.outcome === 'reject') rows.pop();
  return { rows, skipped };
}

export function acceptedOf(rows: readonly DecodedRow[]): Cdr[] {
  return rows.flatMap(({ outcome }) => (outcome.outcome === 'ok' ? [outcome.cdr] : []));
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
