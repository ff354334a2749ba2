const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2101, 0, 1);
const SMALLEST_EPOCH_MS = 1e11;

const PLUS = 0x2b;
const MINUS = 0x2d;
const COLON = 0x3a;

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

function parseTimeText(text: string): number {
  const day = parseDate(text);
  const timeOfDay = parseClock(text);
  if (day < 0 || timeOfDay < 0) return Number.NaN;
  const zoneAt = endOfFraction(text);
  const offset = parseOffset(text, zoneAt);
  return inRange(day * DAY_MS + timeOfDay + millis(text, zoneAt) - offset);
}

function inRange(ms: number): number {
  return ms >= EARLIEST && ms < LATEST ? ms : Number.NaN;
}

/** Days since 1970-01-01 of the `YYYY-MM-DD` in front, or -1. */
function parseDate(text: string): number {
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (text.charCodeAt(4) !== MINUS || text.charCodeAt(7) !== MINUS) return -1;
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

/** Milliseconds since midnight of the `Thh:mm:ss` behind the date, or -1. */
function parseClock(text: string): number {
  const hours = twoDigits(text, 11);
  const minutes = twoDigits(text, 14);
  const seconds = twoDigits(text, 17);
  if (text.charCodeAt(10) !== 0x54) return -1;
  if (text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return -1;
  if (!(hours <= 23 && minutes <= 59 && seconds <= 59)) return -1;
  return (hours * 60 + minutes) * MINUTE_MS + seconds * 1000;
}

const SECONDS_END = 19;

/** Where the zone begins, or -1 after a point without digits. */
function endOfFraction(text: string): number {
  if (text.charCodeAt(SECONDS_END) !== 0x2e) return SECONDS_END;
  let i = SECONDS_END + 1;
  while (isDigit(text.charCodeAt(i))) i++;
  return i === SECONDS_END + 1 ? -1 : i;
}

function millis(text: string, zoneAt: number): number {
  let ms = 0;
  let weight = 100;
  for (let i = SECONDS_END + 1; i < zoneAt && weight >= 1; i++, weight /= 10) {
    ms += (text.charCodeAt(i) - 0x30) * weight;
  }
  return ms;
}

/** Milliseconds to take off for a `Z` or `±hh:mm` that ends the text, or NaN. */
function parseOffset(text: string, i: number): number {
  const sign = text.charCodeAt(i);
  if (sign === 0x5a) return i + 1 === text.length ? 0 : Number.NaN;
  const isOffset = (sign === PLUS || sign === MINUS) && i + 6 === text.length;
  if (!isOffset || text.charCodeAt(i + 3) !== COLON) return Number.NaN;
  const hours = twoDigits(text, i + 1);
  const minutes = twoDigits(text, i + 4);
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return (hours * 60 + minutes) * (sign === PLUS ? MINUTE_MS : -MINUTE_MS);
}

function twoDigits(text: string, i: number): number {
  const tens = text.charCodeAt(i);
  const ones = text.charCodeAt(i + 1);
  return isDigit(tens) && isDigit(ones) ? (tens - 0x30) * 10 + ones - 0x30 : Number.NaN;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
