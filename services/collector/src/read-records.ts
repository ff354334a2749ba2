import {
  createDecoder,
  type Decoded,
  type DecoderOptions,
  isHeader,
  type RecordFormat,
} from '@sekisho/cdr';
import { checkPaths } from './check-paths.ts';
import type { LineBatch } from './line-batch.ts';
import { type FileRecords, mergeByTime } from './merge-by-time.ts';
import { openLines } from './read-lines.ts';
import { batchOfOneFile, type RecordBatch } from './record-batch.ts';

export interface ReadOptions extends DecoderOptions {
  /** The format of all files; default is what each one's content looks like. */
  format?: RecordFormat | undefined;
  /** Several files, each in time order, come as one stream in order of `at`; default one by one. */
  mergeByTime?: boolean | undefined;
  /** Epoch milliseconds of receipt; default the wall clock. */
  now?: (() => number) | undefined;
  /** What `-` names; default the standard input of the process. */
  stdin?: AsyncIterable<Uint8Array> | undefined;
}

/**
 * Reads files of records, `-` for standard input, gzip unpacked. A file's records come in its
 * order, the faulty ones too. Throws a FeedError before the first record when a path cannot be
 * read, and in its place when a file breaks off.
 */
export async function* readRecords(
  paths: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<RecordBatch> {
  await checkPaths(paths);
  const files = paths.map((path) => readFile(path, options));
  if (options.mergeByTime === true) yield* mergeByTime(files);
  else for (const file of files) yield* eachBatch(file);
}

async function* readFile(file: string, options: ReadOptions): FileRecords {
  const { format, batches } = await openLines(file, options.format, options.stdin ?? process.stdin);
  const decode = createDecoder(format, options);
  const now = options.now ?? Date.now;
  let isFirst = true;
  for await (const lines of batches) {
    if (isFirst) skipHeader(format, lines);
    isFirst = false;
    const receivedAt = now();
    const outcomes: Decoded[] = [];
    for (let i = 0; i < lines.lines.length; i++) {
      const { buffer, starts, ends } = lines;
      outcomes.push(decode(buffer, starts[i] as number, ends[i] as number, receivedAt));
    }
    yield { lines, outcomes };
  }
}

function skipHeader(format: RecordFormat, { buffer, starts, ends, lines }: LineBatch): void {
  const [start, end] = [starts[0], ends[0]];
  if (start === undefined || end === undefined || !isHeader(format, buffer, start, end)) return;
  for (const column of [starts, ends, lines]) column.shift();
}

async function* eachBatch(file: FileRecords): AsyncGenerator<RecordBatch> {
  for await (const { lines, outcomes } of file) yield batchOfOneFile(lines, outcomes);
}
