import type { RecordDecoder } from './decoded.ts';
import type { DecoderOptions } from './decoder-options.ts';

/** A decoder whose outbound legs have lost the outside-line digits of their source, if it has any. */
export function behindOutsideLine(
  decode: RecordDecoder,
  { outsideLine: digits = '', cutOutsideLine: cut }: DecoderOptions,
): RecordDecoder {
  if (digits === '') return decode;
  if (cut === undefined) throw new TypeError('outsideLine needs cutOutsideLine');
  return (bytes, start, end, receivedAt) => {
    const decoded = decode(bytes, start, end, receivedAt);
    if (decoded.outcome !== 'ok') return decoded;
    const { cdr } = decoded;
    if (cdr.called !== undefined && cdr.direction !== 'inbound') {
      cdr.called = cut(cdr.called, digits);
    }
    return decoded;
  };
}
