import type { Decoded, RecordDecoder, RecordReading } from '@sekisho/cdr';
import type { LineBatch } from './line-batch.ts';
import { type OpenedHead, RecordHead } from './record-head.ts';

export interface DecodedLines {
  /** The records alone: lines of the head and skipped ones are taken out. */
  lines: LineBatch;
  outcomes: Decoded[];
  /** Lines that were no call records. */
  skipped: number;
}

/**
 * Decodes the records of one file. @param now epoch ms of receipt
 * @throws FeedError when the head of the file cannot be used
 */
export async function* decodeLines(
  file: string,
  reading: RecordReading,
  batches: AsyncIterable<LineBatch>,
  now: () => number,
): AsyncGenerator<DecodedLines> {
  const head = new RecordHead(file, reading);
  // Lines of the head may turn out to be records when more of them are known.
  const waiting: LineBatch[] = [];
  let opened: OpenedHead | undefined;
  for await (const batch of batches) {
    waiting.push(batch);
    opened ??= head.take(batch);
    if (opened === undefined) continue;
    for (const lines of waiting.splice(0)) {
      leaveOutHead(lines, opened.firstLine);
      yield decode(lines, opened.decode, now());
    }
  }
}

function leaveOutHead({ starts, ends, lines }: LineBatch, firstLine: number): void {
  if (lines[0] === undefined || lines[0] >= firstLine) return;
  const index = lines.findIndex((line) => line >= firstLine);
  for (const column of [starts, ends, lines]) {
    column.splice(0, index < 0 ? column.length : index);
  }
}

function decode(lines: LineBatch, decoder: RecordDecoder, receivedAt: number): DecodedLines {
  const { buffer, starts, ends, lines: numbers } = lines;
  const outcomes: Decoded[] = [];
  for (let i = 0; i < numbers.length; i++) {
    const [start, end] = [starts[i] as number, ends[i] as number];
    const decoded = decoder(buffer, start, end, receivedAt);
    if (decoded.outcome === 'skip') continue;
    const index = outcomes.push(decoded) - 1;
    if (index === i) continue;
    starts[index] = start;
    ends[index] = end;
    numbers[index] = numbers[i] as number;
  }
  const skipped = numbers.length - outcomes.length;
  for (const column of [starts, ends, numbers]) column.length = outcomes.length;
  return { lines, outcomes, skipped };
}
