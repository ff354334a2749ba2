const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2101, 0, 1);
const SMALLEST_EPOCH_MS = 1e11;

const MONTH_DAYS = Uint8Array.of(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);
const DAYS_BEFORE = Uint16Array.of(0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334);

/**
 * A time of the record contract as epoch milliseconds: a JSON number of at least 1e11, or RFC 3339
 * as `YYYY-MM-DDThh:mm:ss[.digits](Z|±hh:mm)`, from 2000 to before 2101, cut to milliseconds.
 * `NaN` when it is anything else.
 */
export function parseTime(value: unknown): number {
  if (typeof value === 'number') return parseEpochMs(value);
  return typeof value === 'string' ? parseTimeText(value) : Number.NaN;
}

/** RFC 3339 in UTC with three decimals, of epoch milliseconds. */
export function formatTime(ms: number): string {
  return new Date(ms).toISOString();
}

function parseEpochMs(value: number): number {
  return value >= SMALLEST_EPOCH_MS ? inRange(Math.trunc(value)) : Number.NaN;
}

let scratch = new Uint8Array(64);

function parseTimeText(text: string): number {
  const length = text.length;
  if (length > scratch.length) scratch = new Uint8Array(length * 2);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    // A byte would wrap, and 'İ' (U+0130) would then read as '0'.
    if (code > 0x7f) return Number.NaN;
    scratch[i] = code;
  }
  return parseTimeBytes(scratch, 0, length);
}

/** As `parseTime`, of the text in `bytes[start, end)`. */
export function parseTimeBytes(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 20) return Number.NaN;
  const day = parseDate(bytes, start);
  const timeOfDay = parseClock(bytes, start + 10);
  if (day < 0 || timeOfDay < 0) return Number.NaN;
  const zoneAt = endOfFraction(bytes, start + 19, end);
  const offset = parseOffset(bytes, zoneAt, end);
  const fraction = millis(bytes, start + 19, zoneAt);
  return inRange(day * DAY_MS + timeOfDay + fraction - offset);
}

function inRange(ms: number): number {
  return ms >= EARLIEST && ms < LATEST ? ms : Number.NaN;
}

/** Days since 1970-01-01 of `YYYY-MM-DD`, or -1. */
function parseDate(bytes: Uint8Array, i: number): number {
  const year = twoDigits(bytes, i) * 100 + twoDigits(bytes, i + 2);
  const month = twoDigits(bytes, i + 5);
  const day = twoDigits(bytes, i + 8);
  if (bytes[i + 4] !== 0x2d || bytes[i + 7] !== 0x2d) return -1;
  // The year before and after the range too: an offset may bring the instant back into it.
  if (!(year >= 1999 && year <= 2101 && month >= 1 && month <= 12 && day >= 1)) return -1;
  return day <= daysInMonth(year, month) ? daysSinceEpoch(year, month, day) : -1;
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month] as number);
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function daysSinceEpoch(year: number, month: number, day: number): number {
  const past = year - 1;
  const leapDays = Math.trunc(past / 4) - Math.trunc(past / 100) + Math.trunc(past / 400) - 477;
  const leapToday = month > 2 && isLeap(year) ? 1 : 0;
  return (year - 1970) * 365 + leapDays + (DAYS_BEFORE[month] as number) + day - 1 + leapToday;
}

/** Milliseconds since midnight of `Thh:mm:ss`, or -1. */
function parseClock(bytes: Uint8Array, i: number): number {
  if (bytes[i] !== 0x54 || bytes[i + 3] !== 0x3a || bytes[i + 6] !== 0x3a) return -1;
  const hours = twoDigits(bytes, i + 1);
  const minutes = twoDigits(bytes, i + 4);
  const seconds = twoDigits(bytes, i + 7);
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return -1;
  return (hours * 60 + minutes) * MINUTE_MS + seconds * 1000;
}

/** Where the zone begins: `i` itself without a fraction, -1 after a point without digits. */
function endOfFraction(bytes: Uint8Array, i: number, end: number): number {
  if (bytes[i] !== 0x2e) return i;
  let j = i + 1;
  while (j < end && isDigit(bytes[j] as number)) j++;
  return j === i + 1 ? -1 : j;
}

function millis(bytes: Uint8Array, point: number, zoneAt: number): number {
  let ms = 0;
  for (let k = 1, weight = 100; k <= 3 && point + k < zoneAt; k++, weight /= 10) {
    ms += ((bytes[point + k] as number) - 0x30) * weight;
  }
  return ms;
}

/** Milliseconds to take off for `Z` or `±hh:mm` that ends exactly at `end`, or NaN. */
function parseOffset(bytes: Uint8Array, i: number, end: number): number {
  if (i < 0) return Number.NaN;
  const sign = bytes[i];
  if (sign === 0x5a) return i + 1 === end ? 0 : Number.NaN;
  if ((sign !== 0x2b && sign !== 0x2d) || i + 6 !== end || bytes[i + 3] !== 0x3a) return Number.NaN;
  const hours = twoDigits(bytes, i + 1);
  const minutes = twoDigits(bytes, i + 4);
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (hours * 60 + minutes) * (sign === 0x2b ? MINUTE_MS : -MINUTE_MS);
}

function twoDigits(bytes: Uint8Array, i: number): number {
  const tens = bytes[i] as number;
  const ones = bytes[i + 1] as number;
  return isDigit(tens) && isDigit(ones) ? (tens - 0x30) * 10 + ones - 0x30 : Number.NaN;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
