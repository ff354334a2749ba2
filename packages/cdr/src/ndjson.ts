import { checkRecord } from './check-record.ts';
import type { Decoded } from './decoded.ts';
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
