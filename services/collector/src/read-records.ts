import { checkPaths } from './check-paths.ts';
import { type FileRecords, mergeByTime } from './merge-by-time.ts';
import { type ChooseReading, createChooseReading, type RecordForm } from './read-choice.ts';
import { decodeLines } from './read-decoded.ts';
import { openLines } from './read-lines.ts';
import { batchOfOneFile, type RecordBatch } from './record-batch.ts';

export interface ReadOptions extends RecordForm {
  /** Several files, each in time order, come as one stream in order of `at`; default one by one. */
  mergeByTime?: boolean | undefined;
  /** Epoch milliseconds of receipt; default the wall clock. */
  now?: (() => number) | undefined;
  /** What `-` names; default the standard input of the process. */
  stdin?: AsyncIterable<Uint8Array> | undefined;
  /** Told how many lines of a file were no call records, each time some were. */
  onSkipped?: ((count: number) => void) | undefined;
}

/**
 * Reads files of records, `-` for standard input, gzip unpacked. A file's records come in its
 * order, the faulty ones too. Throws a FeedError before the first record when a path cannot be
 * read, and in its place when a file breaks off or its head cannot be used.
 */
export async function* readRecords(
  paths: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<RecordBatch> {
  await checkPaths(paths);
  const choose = createChooseReading(options);
  const files = paths.map((path) => readFile(path, choose, options));
  if (options.mergeByTime === true) yield* mergeByTime(files);
  else for (const file of files) yield* eachBatch(file);
}

async function* readFile(
  file: string,
  choose: ChooseReading,
  { now = Date.now, stdin = process.stdin, onSkipped }: ReadOptions,
): FileRecords {
  const { reading, batches } = await openLines(file, choose, stdin);
  for await (const decoded of decodeLines(file, reading, batches, now)) {
    if (decoded.skipped > 0) onSkipped?.(decoded.skipped);
    if (decoded.outcomes.length > 0) yield decoded;
  }
}

async function* eachBatch(file: FileRecords): AsyncGenerator<RecordBatch> {
  for await (const { lines, outcomes } of file) yield batchOfOneFile(lines, outcomes);
}
