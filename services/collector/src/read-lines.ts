import type { RecordReading } from '@sekisho/cdr';
import { readBytes } from './byte-stream.ts';
import type { LineBatch } from './line-batch.ts';
import type { ChooseReading } from './read-choice.ts';
import { createSplitter } from './record-splitter.ts';

export interface OpenedFile {
  reading: RecordReading;
  batches: AsyncGenerator<LineBatch>;
}

/** Opens one file, and cuts it into records as its reading tells; the head's lines come too. */
export async function openLines(
  file: string,
  choose: ChooseReading,
  stdin: AsyncIterable<Uint8Array>,
): Promise<OpenedFile> {
  const chunks = readBytes(file, stdin);
  const { head, reading } = await takeUntilChosen(chunks, choose);
  return { reading, batches: splitRecords(file, reading, head, chunks) };
}

async function takeUntilChosen(
  chunks: AsyncGenerator<Buffer>,
  choose: ChooseReading,
): Promise<{ head: Buffer; reading: RecordReading }> {
  let head: Buffer = Buffer.alloc(0);
  let reading = choose(head, false);
  while (reading === undefined) {
    const next = await chunks.next();
    if (next.done !== true)
      head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
    reading = choose(head, next.done === true);
  }
  return { head, reading };
}

async function* splitRecords(
  file: string,
  { layout }: RecordReading,
  head: Buffer,
  chunks: AsyncGenerator<Buffer>,
): AsyncGenerator<LineBatch> {
  const splitter = createSplitter(layout, file);
  try {
    if (head.length > 0) yield* splitter.push(head);
    for await (const chunk of chunks) yield* splitter.push(chunk);
    yield* splitter.end();
  } finally {
    await chunks.return(undefined);
  }
}
