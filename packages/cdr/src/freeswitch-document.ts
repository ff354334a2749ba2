import { isJsonObject, parseJson } from './record-text.ts';

/**
 * The JSON document of a mod_json_cdr record: as it is, as the form body `cdr=…` that the module
 * posts, or in base64. A `+` stays one: the module escapes blanks as `%20`.
 */
export function parseFreeswitchDocument(text: string): unknown {
  const body = formValue(text.trim());
  const plain = parseJson(body);
  if (plain !== undefined) return plain;
  const decoded = percentDecoded(body);
  return parseJson(decoded) ?? parseBase64(decoded);
}

function formValue(body: string): string {
  const field = /(?:^|&)cdr=/.exec(body.slice(0, FORM_PREFIX));
  if (field === null) return body;
  const start = field.index + field[0].length;
  const end = body.startsWith('{', start) ? -1 : body.indexOf('&', start);
  return end < 0 ? body.slice(start) : body.slice(start, end);
}

/** Before `cdr=` there is nothing but `uuid=…&`. */
const FORM_PREFIX = 128;

/** As it is where it does not decode cleanly. */
export function percentDecoded(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseBase64(text: string): unknown {
  if (!/^[\w+/\-\s]+={0,2}$/.test(text)) return undefined;
  return parseJson(Buffer.from(text, 'base64').toString('utf8'));
}

/** What the module writes besides `variables`; any of them tells its documents from others. */
const MARKS = ['core-uuid', 'switchname', 'channel_data', 'callflow'];

function isFreeswitchDocument(value: unknown): boolean {
  return (
    isJsonObject(value) &&
    isJsonObject(value['variables']) &&
    MARKS.some((mark) => Object.hasOwn(value, mark))
  );
}

export function isFreeswitchLine(line: string): boolean {
  return isFreeswitchDocument(parseFreeswitchDocument(line));
}

/** A document over several lines, or one longer than the head of a file that is looked at. */
export function isOpenFreeswitchDocument(head: string): boolean {
  return /^\s*\{\s*"(?:core-uuid|switchname|channel_data)"\s*:/.test(head);
}
