import { checkRecord } from './check-record.ts';
import type { Decoded } from './decoded.ts';
import { withoutLoneSurrogates } from './lone-surrogates.ts';
import { scanRecord } from './ndjson-scanner.ts';
import { rawRecord } from './raw-record.ts';
import { isJsonObject, MAX_RECORD_BYTES, parseJson, recordText } from './record-text.ts';
import { reject } from './reject.ts';

const DEFAULT_SOURCE = 'default';

/** A record in the contract's own form: one JSON object. `source` stands in where it names none. */
export function decodeNdjsonLine(
  bytes: Buffer,
  start: number,
  end: number,
  receivedAt: number,
  source: string = DEFAULT_SOURCE,
): Decoded {
  if (end - start > MAX_RECORD_BYTES) return reject('too-large');
  const raw = scanRecord(bytes, start, end);
  return raw === undefined
    ? decodeByParsing(bytes, start, end, receivedAt, source)
    : checkRecord(raw, source, receivedAt);
}

/** The reference: every record can take this way, and the scanner must agree with it. */
export function decodeByParsing(
  bytes: Buffer,
  start: number,
  end: number,
  receivedAt: number,
  source: string,
): Decoded {
  const text = recordText(bytes, start, end);
  if (typeof text !== 'string') return text;
  const value = parseJson(text);
  if (value === undefined) return reject('not-json');
  if (!isJsonObject(value)) return reject('not-object');
  const raw = rawRecord(value);
  return checkRecord(text.includes('\\u') ? withoutLoneSurrogates(raw) : raw, source, receivedAt);
}
