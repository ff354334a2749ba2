import { addLine, emptyBatch, type LineBatch } from '../line-batch.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/**
 * The elements of the JSON array whose `[` stands at `open`, as they stand in it; an empty place is
 * none, as an empty line is no record. Whether an element is JSON is for its reader to see. What
 * stands behind the end of the array counts as one more element.
 */
export function splitArray(body: Buffer, open: number): LineBatch {
  const batch = emptyBatch('', body);
  let start = open + 1;
  for (let at = start; at <= body.length; at = start) {
    at = findEnd(body, at);
    add(batch, start, at);
    start = at + 1;
    if (body[at] === CLOSE_ARRAY) break;
  }
  add(batch, start, body.length);
  return batch;
}

/** Where the element that begins at `from` ends: at a comma, the array's `]`, or the body's end. */
function findEnd(body: Buffer, from: number): number {
  let depth = 0;
  for (let i = from; i < body.length; i++) {
    const code = body[i] as number;
    if (code === QUOTE) i = endOfString(body, i);
    else if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth++;
    else if (depth === 0 && (code === COMMA || code === CLOSE_ARRAY)) return i;
    else if (depth > 0 && (code === CLOSE_OBJECT || code === CLOSE_ARRAY)) depth--;
  }
  return body.length;
}

/** Where the string whose quote stands at `open` has its other one. */
function endOfString(body: Buffer, open: number): number {
  for (let i = open + 1; i < body.length; i++) {
    if (body[i] === BACKSLASH) i++;
    else if (body[i] === QUOTE) return i;
  }
  return body.length;
}

function add(batch: LineBatch, start: number, end: number): void {
  let [from, to] = [start, end];
  while (from < to && isBlank(batch.buffer[from])) from++;
  while (from < to && isBlank(batch.buffer[to - 1])) to--;
  if (from < to) addLine(batch, from, to, batch.lines.length + 1);
}

export function isBlank(code: number | undefined): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
