import { checkRecord } from './check-record.ts';
import type { Decoded, RecordDecoder } from './decoded.ts';
import { withoutLoneSurrogates } from './lone-surrogates.ts';
import { rawRecord } from './raw-record.ts';
import { isJsonObject, parseJson, recordText } from './record-text.ts';
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
  const text = recordText(bytes, start, end);
  if (typeof text !== 'string') return text;
  const value = parseJson(text);
  if (value === undefined) return reject('not-json');
  if (!isJsonObject(value)) return reject('not-object');
  const raw = rawRecord(value);
  return checkRecord(text.includes('\\u') ? withoutLoneSurrogates(raw) : raw, source, receivedAt);
}

export function createNdjsonDecoder(source: string | undefined): RecordDecoder<Decoded> {
  return (bytes, start, end, receivedAt) => decodeNdjsonLine(bytes, start, end, receivedAt, source);
}

/** Whether a line is a JSON object that says something. */
export function isJsonLine(line: string): boolean {
  if (!/^\s*\{/.test(line)) return false;
  const value = parseJson(line);
  return isJsonObject(value) && Object.keys(value).length > 0;
}
