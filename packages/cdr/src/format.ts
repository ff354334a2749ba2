import { FORMATS, type FormatEntry, RECORD_FORMATS, type RecordFormat } from './formats.ts';

const LINES_LOOKED_AT = 20;

/**
 * The format that the first bytes of a file show, `undefined` when they show none (yet). The first
 * line that is something decides, so that a broken line in front does not.
 */
export function detectFormat(head: Uint8Array): RecordFormat | undefined {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.length);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  for (const line of text.split(/\r?\n/, LINES_LOOKED_AT)) {
    const format = RECORD_FORMATS.find((name) => FORMATS[name].isLine(line));
    if (format !== undefined) return format;
  }
  return RECORD_FORMATS.find((name) => entryOf(name).isText?.(text));
}

function entryOf(name: RecordFormat): FormatEntry {
  return FORMATS[name];
}
