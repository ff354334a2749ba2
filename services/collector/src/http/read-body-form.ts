import { createReading, RECORD_FORMATS, type RecordFormat, type RecordReading } from '@sekisho/cdr';
import { FeedError } from '../feed-error.ts';
import {
  createContractKeyRecord,
  createKeyRecord,
  type KeyRecord,
  type KeyRecordParts,
} from '../key-record.ts';
import { emptyBatch, type LineBatch } from '../line-batch.ts';
import { LineSplitter } from '../line-splitter.ts';
import { type OpenedHead, RecordHead } from '../record-head.ts';
import { createSplitter } from '../record-splitter.ts';
import { RequestFault } from './request-fault.ts';
import { splitBody } from './split-body.ts';

/** A body taken apart, and how its records are checked. */
export interface OpenedBody {
  batches: Iterable<LineBatch>;
  keyRecord: KeyRecord;
  /** Lines before this one are no records. */
  firstLine: number;
}

export type OpenBody = (body: Buffer) => OpenedBody;

/** What a request says of its body. */
export interface BodyForm {
  format: string | undefined;
  source: string | undefined;
}

/** Sources that send are known and few; those that asked longest ago are forgotten. */
const MOST_READINGS = 64;

/** Opens bodies of the contract's form, or, where a format is named, as a file of that format. */
export function createOpenBody(parts: KeyRecordParts): (form: BodyForm) => OpenBody {
  // Kept between requests: an answer and an end of one call come in two of them.
  const readings = new Map<string, RecordReading>();

  function readingOf(format: RecordFormat, source: string | undefined): RecordReading {
    const name = `${format} ${source ?? ''}`;
    const reading = readings.get(name) ?? createReading(format, { source });
    readings.delete(name);
    readings.set(name, reading);
    const [oldest] = readings.keys();
    if (readings.size > MOST_READINGS) readings.delete(oldest as string);
    return reading;
  }

  return ({ format = 'ndjson', source }) => {
    const known = RECORD_FORMATS.find((each) => each === format);
    if (known === undefined) throw new RequestFault('unknown-format');
    try {
      if (known === 'ndjson') return inContractForm(createContractKeyRecord(parts, source));
      const reading = readingOf(known, source);
      return (body) => openAs(reading, body, parts);
    } catch (cause) {
      throw new RequestFault('bad-source', cause);
    }
  };
}

function inContractForm(keyRecord: KeyRecord): OpenBody {
  return (body) => ({ batches: splitBody(body), keyRecord, firstLine: 0 });
}

function openAs(reading: RecordReading, body: Buffer, parts: KeyRecordParts): OpenedBody {
  const { decode, firstLine } = headOf(reading, body);
  const splitter = createSplitter(reading.layout, '');
  const batches = [...splitter.push(body), ...splitter.end()];
  return { batches, keyRecord: createKeyRecord(parts, decode), firstLine };
}

function headOf(reading: RecordReading, body: Buffer): OpenedHead {
  const head = new RecordHead('the body', reading);
  const splitter = new LineSplitter('');
  try {
    for (const lines of linesOf(splitter, body)) {
      const opened = head.take(lines);
      if (opened !== undefined) return opened;
    }
  } catch (cause) {
    throw cause instanceof FeedError ? new RequestFault('bad-head', cause) : cause;
  }
  throw new RequestFault('bad-head');
}

function* linesOf(splitter: LineSplitter, body: Buffer): Generator<LineBatch> {
  yield emptyBatch('', Buffer.alloc(0));
  yield* splitter.push(body);
  yield* splitter.end();
}
