import { isAscii } from 'node:buffer';
import { recordText } from '../record-text.ts';
import { type Reject, reject } from '../reject.ts';
import type { Mapping } from './mapping.ts';

/** The text of `bytes[start, end)`; a Reject when that is too large or not in the encoding. */
export type ReadText = (bytes: Buffer, start: number, end: number) => string | Reject;

export function createReadText(encoding: Mapping['encoding'], maxBytes: number): ReadText {
  if (encoding === 'utf-8') return (bytes, start, end) => recordText(bytes, start, end, maxBytes);
  const decoder = new TextDecoder(encoding, { fatal: true });
  return (bytes, start, end) => {
    if (end - start > maxBytes) return reject('too-large');
    const part = bytes.subarray(start, end);
    if (isAscii(part)) return part.toString('latin1');
    try {
      return decoder.decode(part);
    } catch {
      return reject('not-encoded');
    }
  };
}
