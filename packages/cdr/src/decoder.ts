import { createAsteriskDecoder } from './asterisk.ts';
import type { RecordDecoder } from './decoded.ts';
import type { RecordFormat } from './format.ts';
import { createFreeswitchDecoder } from './freeswitch.ts';
import { decodeNdjsonLine } from './ndjson.ts';

export interface DecoderOptions {
  /** What wrote the records; default `asterisk`, `freeswitch`, or where NDJSON names none `default`. */
  source?: string | undefined;
  /** IANA zone of formats that write local times without one; default `Asia/Tokyo`. */
  timeZone?: string | undefined;
}

/** The decoder of a format. Throws a RangeError for a bad `timeZone` or `source` (1–64 characters). */
export function createDecoder(format: RecordFormat, options: DecoderOptions = {}): RecordDecoder {
  const { source, timeZone } = options;
  if (source !== undefined) checkSource(source);
  switch (format) {
    case 'ndjson':
      return (bytes, start, end, receivedAt) =>
        decodeNdjsonLine(bytes, start, end, receivedAt, source);
    case 'asterisk-csv':
      return createAsteriskDecoder(source ?? 'asterisk', timeZone ?? 'Asia/Tokyo');
    case 'freeswitch-json':
      return createFreeswitchDecoder(source ?? 'freeswitch');
  }
}

function checkSource(source: string): void {
  const { length } = Array.from(source);
  if (length < 1 || length > 64) throw new RangeError('A source has 1 to 64 characters.');
}
