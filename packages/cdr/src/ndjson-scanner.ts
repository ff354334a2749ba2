import { keyLength, matchKey, UNKNOWN_FIELD } from './ndjson-keys.ts';
import { RAW_FIELDS, type RawRecord, rawRecord } from './raw-record.ts';
import { cachedText } from './string-cache.ts';
import { parseTimeBytes } from './times.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const COLON = 0x3a;
const OPEN = 0x7b;
const CLOSE = 0x7d;
const GIVE_UP = -1;

/** Digits up to which a decimal is exact as one division of two integers. */
const EXACT_DIGITS = 15;
const POWERS_OF_TEN = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, i) => 10 ** i);

/** Bytes that stand for themselves in a JSON string. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, code) =>
  code >= 0x20 && code < 0x80 && code !== QUOTE && code !== 0x5c ? 1 : 0,
);

const TIMES = fieldSet('at', 'startedAt', 'answeredAt', 'endedAt');

/** Nearly every record has its own, so looking for them among earlier ones would be in vain. */
const UNIQUE = fieldSet('callId', 'correlationId');

/** What the value last scanned is. */
let scanned: unknown;

/**
 * The known fields of the record in `bytes[start, end)`, its times already read; `undefined` when
 * it is not JSON or anything but a flat object of plain ASCII strings, simple decimals, booleans
 * and null without a known key twice. `JSON.parse` then decides: this is only the faster way to
 * the same result.
 */
export function scanRecord(bytes: Buffer, start: number, end: number): RawRecord | undefined {
  let i = skipBlanks(bytes, start, end);
  if (byteAt(bytes, i, end) !== OPEN) return undefined;
  const raw = rawRecord({});
  let seen = 0;
  let previous = UNKNOWN_FIELD;
  do {
    i = skipBlanks(bytes, i + 1, end);
    if (byteAt(bytes, i, end) !== QUOTE) return undefined;
    const field = matchKey(bytes, i + 1, end, previous);
    i = endOfKey(bytes, i + 1, end, field);
    if (i === GIVE_UP || byteAt(bytes, i, end) !== COLON) return undefined;
    i = scanValue(bytes, skipBlanks(bytes, i + 1, end), end, field);
    if (i === GIVE_UP) return undefined;
    if (field !== UNKNOWN_FIELD) {
      if ((seen & (1 << field)) !== 0) return undefined;
      seen |= 1 << field;
      setRawField(raw, field, scanned);
    }
    previous = field;
    i = skipBlanks(bytes, i, end);
  } while (byteAt(bytes, i, end) === COMMA);
  const isWhole = byteAt(bytes, i, end) === CLOSE && skipBlanks(bytes, i + 1, end) === end;
  return isWhole ? raw : undefined;
}

function byteAt(bytes: Buffer, i: number, end: number): number {
  return i < end ? (bytes[i] as number) : 0;
}

function skipBlanks(bytes: Buffer, from: number, end: number): number {
  let i = from;
  while (i < end && isBlank(bytes[i] as number)) i++;
  return i;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Behind the closing quote of the key that begins at `i`, and the blanks after it. */
function endOfKey(bytes: Buffer, i: number, end: number, field: number): number {
  if (field !== UNKNOWN_FIELD) return skipBlanks(bytes, i + keyLength(field), end);
  const quote = endOfText(bytes, i, end);
  return quote === GIVE_UP ? GIVE_UP : skipBlanks(bytes, quote + 1, end);
}

/** Where the string that begins at `from` has its closing quote. */
function endOfText(bytes: Buffer, from: number, end: number): number {
  let i = from;
  while (i < end && PLAIN[bytes[i] as number] === 1) i++;
  return byteAt(bytes, i, end) === QUOTE ? i : GIVE_UP;
}

/** Behind the value at `i`, which then is in `scanned`. */
function scanValue(bytes: Buffer, i: number, end: number, field: number): number {
  const code = byteAt(bytes, i, end);
  if (code === QUOTE) return scanText(bytes, i + 1, end, field);
  if (code === MINUS || isDigit(code)) return scanNumber(bytes, i, end);
  if (code === 0x74) return scanWord(bytes, i, end, WORDS.true, true);
  if (code === 0x66) return scanWord(bytes, i, end, WORDS.false, false);
  return code === 0x6e ? scanWord(bytes, i, end, WORDS.null, null) : GIVE_UP;
}

const WORDS = { true: Buffer.from('true'), false: Buffer.from('false'), null: Buffer.from('null') };

function scanWord(bytes: Buffer, i: number, end: number, word: Buffer, value: unknown): number {
  for (let k = 0; k < word.length; k++) {
    if (byteAt(bytes, i + k, end) !== word[k]) return GIVE_UP;
  }
  scanned = value;
  return i + word.length;
}

function scanText(bytes: Buffer, i: number, end: number, field: number): number {
  const quote = endOfText(bytes, i, end);
  if (quote === GIVE_UP) return GIVE_UP;
  scanned = quote === i ? '' : textValue(bytes, i, quote, 1 << field);
  return quote + 1;
}

function textValue(bytes: Buffer, i: number, quote: number, field: number): unknown {
  if ((TIMES & field) !== 0) return parseTimeBytes(bytes, i, quote);
  if ((UNIQUE & field) !== 0) return bytes.latin1Slice(i, quote);
  return cachedText(bytes, i, quote);
}

function scanNumber(bytes: Buffer, from: number, end: number): number {
  const first = bytes[from] === MINUS ? from + 1 : from;
  let i = endOfDigits(bytes, first, end);
  const whole = i - first;
  let decimals = 0;
  if (byteAt(bytes, i, end) === POINT) {
    const point = i;
    i = endOfDigits(bytes, point + 1, end);
    decimals = i - point - 1;
    if (decimals === 0) return GIVE_UP;
  }
  const hasLeadingZero = whole > 1 && bytes[first] === 0x30;
  if (whole === 0 || hasLeadingZero || whole + decimals > EXACT_DIGITS) return GIVE_UP;
  const value = digitsValue(bytes, first, i) / (POWERS_OF_TEN[decimals] as number);
  scanned = first === from ? value : -value;
  return i;
}

function endOfDigits(bytes: Buffer, from: number, end: number): number {
  let i = from;
  while (i < end && isDigit(bytes[i] as number)) i++;
  return i;
}

/** The digits as one integer, a point among them left out. */
function digitsValue(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const code = bytes[i] as number;
    if (code !== POINT) value = value * 10 + code - 0x30;
  }
  return value;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function fieldSet(...fields: (typeof RAW_FIELDS)[number][]): number {
  return fields.reduce((set, field) => set | (1 << RAW_FIELDS.indexOf(field)), 0);
}

/** A switch, since storing under a computed name costs ten times as much. */
function setRawField(raw: RawRecord, field: number, value: unknown): void {
  switch (field) {
    case 0:
      raw.source = value;
      break;
    case 1:
      raw.callId = value;
      break;
    case 2:
      raw.event = value;
      break;
    case 3:
      raw.at = value;
      break;
    case 4:
      raw.subscriber = value;
      break;
    case 5:
      raw.line = value;
      break;
    case 6:
      raw.service = value;
      break;
    case 7:
      raw.direction = value;
      break;
    case 8:
      raw.legKind = value;
      break;
    case 9:
      raw.divertedFrom = value;
      break;
    case 10:
      raw.calling = value;
      break;
    case 11:
      raw.called = value;
      break;
    case 12:
      raw.startedAt = value;
      break;
    case 13:
      raw.answeredAt = value;
      break;
    case 14:
      raw.endedAt = value;
      break;
    case 15:
      raw.durationSec = value;
      break;
    case 16:
      raw.cause = value;
      break;
    case 17:
      raw.barred = value;
      break;
    case 18:
      raw.correlationId = value;
      break;
    case 19:
      raw.sourceIp = value;
      break;
    case 20:
      raw.userAgent = value;
      break;
    case 21:
      raw.trunk = value;
      break;
    case 22:
      raw.costJpy = value;
      break;
  }
}
