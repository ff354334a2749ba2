import { reject } from '@sekisho/cdr';
import { type RecordSink, type RefusedRecord, SinkError } from '@sekisho/collector/parts';
import type { RecordLog } from '@sekisho/record-log';
import type { RejectedEntry, RejectedFile } from './rejected-file.ts';

/** Writes what the collector takes in to the log of this process, and what it refuses beside it. */
export function createLogSink(log: Pick<RecordLog, 'append'>, rejected: RejectedFile): RecordSink {
  return {
    async write({ accepted, refused }) {
      try {
        await rejected.write(refused.map(entryOf));
        await log.append(accepted);
      } catch (cause) {
        throw new SinkError('failed', cause);
      }
    },
  };
}

/** An origin is `file:<path>#<line>`, or `http:<request>#<index>` with an index from 0. */
function entryOf({ reason, field, origin, raw }: RefusedRecord): RejectedEntry {
  const hash = origin.lastIndexOf('#');
  const place = Number(origin.slice(hash + 1));
  const isFile = origin.startsWith('file:');
  return {
    reject: reject(reason, field),
    file: isFile ? origin.slice('file:'.length, hash) : origin.slice(0, hash),
    line: isFile ? place : place + 1,
    raw,
  };
}
