import type { Decoded } from '@sekisho/cdr';
import type { LineBatch } from './line-batch.ts';

/** Decoded records in the order in which they are to be used, and where each stood. */
export interface RecordBatch {
  readonly outcomes: readonly Decoded[];
  file(index: number): string;
  /** 1-based, counting empty lines; of a document over several lines its first. */
  line(index: number): number;
  /** The record as it was read, without its line end; of a too large one the first MiB. */
  raw(index: number): Buffer;
}

/** The records of one stretch of one file. */
export function batchOfOneFile(lines: LineBatch, outcomes: readonly Decoded[]): RecordBatch {
  return {
    outcomes,
    file: () => lines.file,
    line: (index) => lines.lines[index] as number,
    raw: (index) => rawOf(lines, index),
  };
}

/** Records of several files: record `i` is number `indexes[i]` of `origins[i]`. */
export function batchOfSeveralFiles(
  outcomes: readonly Decoded[],
  origins: readonly LineBatch[],
  indexes: readonly number[],
): RecordBatch {
  const origin = (index: number) => origins[index] as LineBatch;
  const within = (index: number) => indexes[index] as number;
  return {
    outcomes,
    file: (index) => origin(index).file,
    line: (index) => origin(index).lines[within(index)] as number,
    raw: (index) => rawOf(origin(index), within(index)),
  };
}

function rawOf(lines: LineBatch, index: number): Buffer {
  return lines.buffer.subarray(lines.starts[index], lines.ends[index]);
}
