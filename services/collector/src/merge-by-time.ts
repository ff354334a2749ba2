import type { Decoded } from '@sekisho/cdr';
import type { LineBatch } from './line-batch.ts';
import { batchOfSeveralFiles, type RecordBatch } from './record-batch.ts';

/** One file's records, decoded, in its order. */
export type FileRecords = AsyncGenerator<{ lines: LineBatch; outcomes: readonly Decoded[] }>;

const MERGED_RECORDS = 4_096;

/** The next record of one file, and the newest `at` up to it: a reject has none of its own. */
interface Cursor {
  readonly rank: number;
  readonly records: FileRecords;
  lines: LineBatch;
  outcomes: readonly Decoded[];
  index: number;
  time: number;
}

/** Several files, each in time order, as one stream in order of `at`; equal times in file order. */
export async function* mergeByTime(files: readonly FileRecords[]): AsyncGenerator<RecordBatch> {
  try {
    yield* mergeCursors(await openAll(files));
  } finally {
    for (const file of files) await file.return(undefined);
  }
}

async function* mergeCursors(cursors: Cursor[]): AsyncGenerator<RecordBatch> {
  let merged = newMerged();
  while (cursors.length > 0) {
    const first = earliest(cursors, undefined) as Cursor;
    const hasMore = takeRun(first, earliest(cursors, first), merged) || (await refill(first));
    if (!hasMore) cursors.splice(cursors.indexOf(first), 1);
    if (merged.outcomes.length >= MERGED_RECORDS || cursors.length === 0) {
      yield batchOfSeveralFiles(merged.outcomes, merged.origins, merged.indexes);
      merged = newMerged();
    }
  }
}

function newMerged(): { outcomes: Decoded[]; origins: LineBatch[]; indexes: number[] } {
  return { outcomes: [], origins: [], indexes: [] };
}

async function openAll(files: readonly FileRecords[]): Promise<Cursor[]> {
  const cursors: Cursor[] = [];
  for (const [rank, records] of files.entries()) {
    const first = await records.next();
    if (first.done === true) continue;
    const cursor = { rank, records, ...first.value, index: 0, time: Number.NEGATIVE_INFINITY };
    advanceTime(cursor);
    cursors.push(cursor);
  }
  return cursors;
}

function earliest(cursors: readonly Cursor[], except: Cursor | undefined): Cursor | undefined {
  let best: Cursor | undefined;
  for (const cursor of cursors) {
    if (cursor !== except && (best === undefined || isBefore(cursor, best))) best = cursor;
  }
  return best;
}

function isBefore(a: Cursor, b: Cursor): boolean {
  return a.time < b.time || (a.time === b.time && a.rank < b.rank);
}

/** Takes from `cursor` while it is the earliest and room is left; false at the end of its batch. */
function takeRun(
  cursor: Cursor,
  next: Cursor | undefined,
  merged: ReturnType<typeof newMerged>,
): boolean {
  do {
    merged.outcomes.push(cursor.outcomes[cursor.index] as Decoded);
    merged.origins.push(cursor.lines);
    merged.indexes.push(cursor.index);
    cursor.index++;
    if (cursor.index === cursor.outcomes.length) return false;
    advanceTime(cursor);
  } while (
    merged.outcomes.length < MERGED_RECORDS &&
    (next === undefined || isBefore(cursor, next))
  );
  return true;
}

function advanceTime(cursor: Cursor): void {
  const outcome = cursor.outcomes[cursor.index] as Decoded;
  if (outcome.outcome === 'ok') cursor.time = outcome.cdr.at;
}

async function refill(cursor: Cursor): Promise<boolean> {
  const next = await cursor.records.next();
  if (next.done === true) return false;
  cursor.lines = next.value.lines;
  cursor.outcomes = next.value.outcomes;
  cursor.index = 0;
  advanceTime(cursor);
  return true;
}
