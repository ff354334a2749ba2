import { stat } from 'node:fs/promises';
import type { RecordDecoder, RecordReading } from '@sekisho/cdr';
import type { Owners } from '@sekisho/ledger';
import { type Log, retry } from '@sekisho/runtime';
import type { CollectorMetrics } from '../collector-metrics.ts';
import { FeedError } from '../feed-error.ts';
import { createContractKeyRecord, createKeyRecord, type KeyRecord } from '../key-record.ts';
import type { ChooseReading } from '../read-choice.ts';
import type { OutgoingBatch, RecordSink } from '../record-sink.ts';
import { type ContentMark, readStretches } from './content-mark.ts';
import { detectContent } from './detect-content.ts';
import { keyLines } from './key-lines.ts';
import { readHead } from './read-head.ts';
import type { ListedFile } from './settled-files.ts';
import type { WatchedDirectory } from './watched-directory.ts';

export interface TakeFileParts {
  sink: RecordSink;
  owners: Owners;
  counts: CollectorMetrics;
  log: Log;
  /** Epoch ms. */
  now(): number;
  directory: WatchedDirectory;
  /** How each of its files is read. */
  choose: ChooseReading;
}

export interface TakeFileOptions {
  from: ContentMark;
  /** Whether it may still grow: then only whole lines are taken. */
  grows: boolean;
  signal: AbortSignal;
  /** Called when all in front of a mark is durable, with whether the file ends there. */
  onDurable(mark: ContentMark, isLast: boolean): Promise<void>;
  /** Called when the sink fails, before it is tried again. */
  onTrouble(): Promise<void>;
}

export interface TakenFile {
  /** Behind all that was taken. */
  end: ContentMark;
  records: number;
  /** Whether the file ends there. */
  isWhole: boolean;
}

/**
 * Takes in the records of a file from a mark on; waits as long as the sink cannot be reached.
 * @throws FeedError, or the reason of the signal
 */
export async function takeFile(
  { path, size, modifiedMs }: ListedFile,
  parts: TakeFileParts,
  { from, grows, signal, onDurable, onTrouble }: TakeFileOptions,
): Promise<TakenFile> {
  const { counts, now, choose } = parts;
  const isComplete = async () => !grows && (await isAs(path, size, modifiedMs));
  const reading = await detectContent(path, choose);
  const head = await readHead(path, reading, grows);
  if (head === undefined) return takeNothing(from, await isComplete(), onDurable);
  const keyRecord = keyRecordOf(reading, head.decode, parts);
  const taken: TakenFile = { end: from, records: 0, isWhole: false };
  const stretches = readStretches(path, reading.layout, from, isComplete);
  for await (const { batches, mark, isLast } of stretches) {
    signal.throwIfAborted();
    const { batch, skipped } = keyLines(batches, head.firstLine, keyRecord, now());
    await write(batch, parts, signal, onTrouble);
    counts.skipped.inc(skipped);
    taken.records += batch.accepted.length + batch.refused.length;
    taken.end = mark;
    taken.isWhole = isLast;
    await onDurable(mark, isLast);
  }
  return taken;
}

/** The head of the file has not come as a whole, so nothing behind it has either. */
async function takeNothing(
  from: ContentMark,
  isWhole: boolean,
  onDurable: TakeFileOptions['onDurable'],
): Promise<TakenFile> {
  if (isWhole) await onDurable(from, true);
  return { end: from, records: 0, isWhole };
}

function keyRecordOf(
  { isContractForm }: RecordReading,
  decode: RecordDecoder,
  { directory, owners, counts: metrics }: TakeFileParts,
): KeyRecord {
  return isContractForm
    ? createContractKeyRecord({ owners, metrics }, directory.source)
    : createKeyRecord({ owners, metrics }, decode);
}

async function isAs(path: string, size: number, modifiedMs: number): Promise<boolean> {
  const status = await stat(path).catch((cause: unknown) => {
    throw new FeedError('read-failed', path, cause);
  });
  return status.size === size && status.mtimeMs === modifiedMs;
}

async function write(
  batch: OutgoingBatch,
  { sink, counts, log, directory }: TakeFileParts,
  signal: AbortSignal,
  onTrouble: () => Promise<void>,
): Promise<void> {
  await retry(() => sink.write(batch), {
    signal,
    onFailure: (error, attempt) => {
      if (attempt === 1) log.warn({ err: error }, 'records of files wait');
      // Its own failure shows where the checkpoint is saved next.
      onTrouble().catch((failure: unknown) => log.error({ err: failure }, 'checkpoint not saved'));
    },
  });
  counts.count('file', batch, directory.source);
}
