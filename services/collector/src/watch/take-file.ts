import { stat } from 'node:fs/promises';
import type { Owners } from '@sekisho/ledger';
import { type Log, retry } from '@sekisho/runtime';
import type { CollectorMetrics } from '../collector-metrics.ts';
import { FeedError } from '../feed-error.ts';
import { createKeyRecord } from '../key-record.ts';
import type { OutgoingBatch, RecordSink } from '../record-sink.ts';
import { type ContentMark, joinLines, readLines } from './content-mark.ts';
import { detectContent } from './detect-content.ts';
import { keyLines } from './key-lines.ts';
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
  const { directory, counts, now } = parts;
  const format = directory.format ?? (await detectContent(path));
  const keyRecord = createKeyRecord({ ...parts, metrics: counts }, { ...directory, format });
  const isComplete = async () => !grows && (await isAs(path, size, modifiedMs));
  const lines = readLines(path, from, isComplete);
  const taken: TakenFile = { end: from, records: 0, isWhole: false };
  for await (const { batches, mark, isLast } of format === 'freeswitch-json'
    ? joinLines(path, from, lines)
    : lines) {
    signal.throwIfAborted();
    const batch = keyLines(batches, format, keyRecord, now());
    await write(batch, parts, signal, onTrouble);
    taken.records += batch.accepted.length + batch.refused.length;
    taken.end = mark;
    taken.isWhole = isLast;
    await onDurable(mark, isLast);
  }
  return taken;
}

async function isAs(path: string, size: number, modifiedMs: number): Promise<boolean> {
  const status = await stat(path).catch((cause: unknown) => {
    throw new FeedError('read-failed', path, cause);
  });
  return status.size === size && status.mtimeMs === modifiedMs;
}

async function write(
  batch: OutgoingBatch,
  { sink, counts, log }: TakeFileParts,
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
  counts.count('file', batch);
}
