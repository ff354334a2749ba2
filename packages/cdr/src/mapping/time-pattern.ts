import { parseTime } from '../times.ts';

/** What a text says by a pattern: a wall-clock time in ms as if in UTC, and its offset if told. */
export interface PatternTime {
  wallMs: number;
  /** Milliseconds ahead of UTC; `undefined` where the text names no zone. */
  offsetMs: number | undefined;
}

const LONGEST_TIME = 128;
const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'half' | 'zone';

/** What each token matches. `h` is the hour of a clock of twelve, which needs `A` beside it. */
const TOKENS: Record<string, [part: Part, source: string]> = {
  YYYY: ['year', '\\d{4}'],
  YY: ['year', '\\d{2}'],
  MMM: ['month', MONTHS],
  MM: ['month', '\\d{2}'],
  M: ['month', '\\d{1,2}'],
  DD: ['day', '\\d{2}'],
  D: ['day', '\\d{1,2}'],
  HH: ['hour', '\\d{2}'],
  H: ['hour', '\\d{1,2}'],
  hh: ['hour', '\\d{2}'],
  h: ['hour', '\\d{1,2}'],
  mm: ['minute', '\\d{2}'],
  m: ['minute', '\\d{1,2}'],
  ss: ['second', '\\d{2}'],
  s: ['second', '\\d{1,2}'],
  S: ['fraction', '\\d{1,9}'],
  A: ['half', 'AM|PM|午前|午後'],
  Z: ['zone', 'Z|[+-]\\d{2}:?\\d{2}'],
};

/** Text in brackets stands for itself. */
const PIECE = /\[([^\]]*)\]|YYYY|YY|MMM|MM?|DD?|HH?|hh?|mm?|ss?|S+|A|Z|[\s\S]/gu;

/** Whether a text is a pattern by which a whole time can be told. */
export function isTimePattern(pattern: string): boolean {
  return compile(pattern) !== undefined;
}

/**
 * Reads times by a pattern of YYYY YY MMM MM M DD D HH H hh h mm m ss s S A Z and literal
 * characters, letters among them in brackets; one blank matches several. `undefined` where a text
 * does not match or is no real time. Throws a TypeError unless `isTimePattern`.
 */
export function createPatternReader(pattern: string): (text: string) => PatternTime | undefined {
  const expression = compile(pattern);
  if (expression === undefined) throw new TypeError(`${pattern} is no pattern of a time`);
  return (text) => {
    const parts = text.length > LONGEST_TIME ? undefined : expression.exec(text)?.groups;
    return parts === undefined ? undefined : timeOf(parts);
  };
}

function compile(pattern: string): RegExp | undefined {
  const seen = new Set<Part>();
  let source = '';
  for (const [piece, literal] of pattern.matchAll(PIECE)) {
    const token = TOKENS[piece.startsWith('S') ? 'S' : piece];
    if (token === undefined) source += literalSource(literal ?? piece);
    else {
      const [part, digits] = token;
      if (seen.has(part)) return undefined;
      seen.add(part);
      source += `(?<${part}>${digits})`;
    }
  }
  const isWhole = (['year', 'month', 'day', 'hour'] as const).every((part) => seen.has(part));
  const isClockOfTwelve = /h/.test(pattern.replaceAll(/\[[^\]]*\]/g, ''));
  return isWhole && isClockOfTwelve === seen.has('half')
    ? new RegExp(`^${source}$`, 'i')
    : undefined;
}

function literalSource(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(' ', ' +');
}

function timeOf(parts: Record<string, string>): PatternTime | undefined {
  const { year = '', month = '', day = '', hour = '', minute = '0', second = '0' } = parts;
  const date = `${year.padStart(4, '20')}-${two(monthOf(month))}-${two(day)}`;
  const clock = `${two(hourOf(hour, parts['half']))}:${two(minute)}:${two(second)}`;
  const fraction = parts['fraction'] ?? '0';
  const wallMs = parseTime(`${date}T${clock}.${fraction}Z`);
  return Number.isNaN(wallMs) ? undefined : { wallMs, offsetMs: offsetOf(parts['zone']) };
}

function two(digits: string): string {
  return digits.padStart(2, '0');
}

function monthOf(text: string): string {
  const index = MONTHS.toLowerCase().indexOf(text.toLowerCase());
  return /^\d/.test(text) ? text : String(index / 4 + 1);
}

/** 12 AM is 0 o'clock; an hour above 12 beside AM or PM is none. */
function hourOf(text: string, half: string | undefined): string {
  if (half === undefined) return text;
  const hour = Number(text);
  if (hour > 12) return '99';
  const isAfternoon = /^(?:pm|午後)$/i.test(half);
  return String((hour % 12) + (isAfternoon ? 12 : 0));
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined;
  if (zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return minutes * (zone.startsWith('-') ? -60_000 : 60_000);
}
