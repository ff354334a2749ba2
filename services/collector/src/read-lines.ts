import { detectFormat, type RecordFormat } from '@sekisho/cdr';
import { readBytes } from './byte-stream.ts';
import { DocumentJoiner } from './document-joiner.ts';
import type { LineBatch } from './line-batch.ts';
import { LineSplitter } from './line-splitter.ts';

const HEAD_BYTES = 65_536;

export interface OpenedFile {
  format: RecordFormat;
  batches: AsyncGenerator<LineBatch>;
}

/** Opens one file. Without `format` its first bytes tell; what nothing recognises is read as NDJSON. */
export async function openLines(
  file: string,
  given: RecordFormat | undefined,
  stdin: AsyncIterable<Uint8Array>,
): Promise<OpenedFile> {
  const chunks = readBytes(file, stdin);
  const { head, detected } =
    given === undefined ? await takeUntilDetected(chunks) : { head: [], detected: given };
  const format = detected ?? 'ndjson';
  const lines = splitLines(file, head, chunks);
  return { format, batches: format === 'freeswitch-json' ? joinDocuments(file, lines) : lines };
}

async function takeUntilDetected(
  chunks: AsyncGenerator<Buffer>,
): Promise<{ head: Buffer[]; detected: RecordFormat | undefined }> {
  const head: Buffer[] = [];
  let size = 0;
  let detected: RecordFormat | undefined;
  while (detected === undefined && size < HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done === true) break;
    head.push(next.value);
    size += next.value.length;
    detected = detectFormat(Buffer.concat(head).subarray(0, HEAD_BYTES));
  }
  return { head, detected };
}

async function* splitLines(
  file: string,
  head: readonly Buffer[],
  chunks: AsyncGenerator<Buffer>,
): AsyncGenerator<LineBatch> {
  const splitter = new LineSplitter(file);
  try {
    for (const chunk of head) yield* splitter.push(chunk);
    for await (const chunk of chunks) yield* splitter.push(chunk);
    yield* splitter.end();
  } finally {
    await chunks.return(undefined);
  }
}

async function* joinDocuments(
  file: string,
  lines: AsyncIterable<LineBatch>,
): AsyncGenerator<LineBatch> {
  const joiner = new DocumentJoiner();
  for await (const batch of lines) yield* joiner.push(batch);
  yield* joiner.end(file);
}
