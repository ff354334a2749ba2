import { readAsteriskRow } from './asterisk-row.ts';
import { isFreeswitchDocument, parseFreeswitchDocument } from './freeswitch-document.ts';
import { isJsonObject } from './record-text.ts';

/** The forms in which records arrive that Sekisho reads without a mapping. */
export type RecordFormat = 'ndjson' | 'asterisk-csv' | 'freeswitch-json';

const LINES_LOOKED_AT = 20;

/**
 * The format that the first bytes of a file show, `undefined` when they show none (yet). The first
 * line that is something decides, so that a broken line in front does not.
 */
export function detectFormat(head: Uint8Array): RecordFormat | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, head.length).toString('utf8');
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/, LINES_LOOKED_AT);
  for (const line of lines) {
    const format = formatOfLine(line);
    if (format !== undefined) return format;
  }
  return isOpenDocument(text) ? 'freeswitch-json' : undefined;
}

function formatOfLine(line: string): RecordFormat | undefined {
  const document = parseFreeswitchDocument(line);
  if (isFreeswitchDocument(document)) return 'freeswitch-json';
  if (isJsonObject(document) && Object.keys(document).length > 0) return 'ndjson';
  return isAsteriskRow(line) ? 'asterisk-csv' : undefined;
}

function isAsteriskRow(line: string): boolean {
  const row = readAsteriskRow(line);
  return row !== undefined && isWallTime(row.start) && isWallTime(row.end);
}

function isWallTime(text: string): boolean {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text);
}

/** A document over several lines, or one longer than the head. */
function isOpenDocument(text: string): boolean {
  return /^\s*\{\s*"(?:core-uuid|switchname|channel_data)"\s*:/.test(text.replace(/^\uFEFF/, ''));
}
