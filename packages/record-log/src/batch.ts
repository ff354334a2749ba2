import { crc32 } from 'node:zlib';
import type { LogRecord, NewRecord } from './record-log.ts';

/**
 * Records are written in batches, one fsync each, and the next batch is begun when the one before
 * is on the disk. So a batch that is broken and followed by the head of another was acknowledged,
 * while one that nothing follows may have been torn by a crash.
 *
 * Head: magic, CRC-32 of the rest of the head, CRC-32 of the body, bytes of the body, records
 * (4 bytes each), offset of the first (8 bytes). Body: per record bytes of key and of value
 * (4 each), timestamp (8), key, value. Numbers are big-endian, the 8-byte ones doubles.
 */
export interface Batch {
  firstOffset: number;
  count: number;
  /** Of head and body. */
  bytes: number;
  body: Buffer;
}

export const HEAD_BYTES = 28;
export const MAGIC = Buffer.from('SKB1', 'latin1');
const RECORD_HEAD_BYTES = 16;

/** Records as the body of a batch, or as a part of one. */
export function encodeRecords(records: readonly NewRecord[], timestamp: number): Buffer {
  const keyBytes = records.map(({ key }) => Buffer.byteLength(key));
  const size = records.reduce((sum, { value }, i) => sum + keyBytes[i]! + value.length, 0);
  const body = Buffer.allocUnsafe(size + records.length * RECORD_HEAD_BYTES);
  let at = 0;
  records.forEach(({ key, value }, i) => {
    at = body.writeUInt32BE(keyBytes[i]!, at);
    at = body.writeUInt32BE(value.length, at);
    at = body.writeDoubleBE(timestamp, at);
    at += body.write(key, at);
    at += value.copy(body, at);
  });
  return body;
}

/** @param seed of the log: what a caller puts into a value cannot pass for a head */
export function encodeHead(
  parts: readonly Buffer[],
  { firstOffset, count }: Pick<Batch, 'firstOffset' | 'count'>,
  seed: number,
): Buffer {
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  MAGIC.copy(head);
  head.writeUInt32BE(
    parts.reduce((crc, part) => crc32(part, crc), seed),
    8,
  );
  head.writeUInt32BE(
    parts.reduce((sum, part) => sum + part.length, 0),
    12,
  );
  head.writeUInt32BE(count, 16);
  head.writeDoubleBE(firstOffset, 20);
  head.writeUInt32BE(crc32(head.subarray(8), seed), 4);
  return head;
}

export type Head = Omit<Batch, 'body'> & { bodyCrc: number };

/** Nothing where there is no whole one. */
export function decodeHead(head: Buffer, seed: number): Head | undefined {
  if (head.length < HEAD_BYTES || !head.subarray(0, 4).equals(MAGIC)) return undefined;
  if (crc32(head.subarray(8, HEAD_BYTES), seed) !== head.readUInt32BE(4)) return undefined;
  return {
    bodyCrc: head.readUInt32BE(8),
    bytes: HEAD_BYTES + head.readUInt32BE(12),
    count: head.readUInt32BE(16),
    firstOffset: head.readDoubleBE(20),
  };
}

/** The records lie in the memory of the batch. */
export function decodeRecords({ body, firstOffset, count }: Batch): LogRecord[] {
  const records = new Array<LogRecord>(count);
  let at = 0;
  for (let i = 0; i < count; i++) {
    const keyEnd = at + RECORD_HEAD_BYTES + body.readUInt32BE(at);
    const end = keyEnd + body.readUInt32BE(at + 4);
    records[i] = {
      key: body.subarray(at + RECORD_HEAD_BYTES, keyEnd),
      value: body.subarray(keyEnd, end),
      offset: firstOffset + i,
      timestamp: body.readDoubleBE(at + 8),
    };
    at = end;
  }
  return records;
}
