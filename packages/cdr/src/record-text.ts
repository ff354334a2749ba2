import { isUtf8 } from 'node:buffer';
import { type Reject, reject } from './reject.ts';

/** Bytes a record may have, without its line end. */
export const MAX_RECORD_BYTES = 65_536;

/** Application logs and call flows make documents of switches longer than a record of our own. */
export const MAX_DOCUMENT_BYTES = 524_288;

/** The text of `bytes[start, end)`; a Reject when that is too large or not UTF-8. */
export function recordText(
  bytes: Buffer,
  start: number,
  end: number,
  maxBytes = MAX_RECORD_BYTES,
): string | Reject {
  if (end - start > maxBytes) return reject('too-large');
  const text = bytes.toString('utf8', start, end);
  // Only what was not UTF-8, or a U+FFFD that was sent as such, decodes to U+FFFD.
  if (text.includes('\uFFFD') && !isUtf8(bytes.subarray(start, end))) return reject('not-utf8');
  return text;
}

/** What `JSON.parse` makes of it; `undefined`, which JSON cannot say, when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
