import { createPatternReader } from '../mapping/time-pattern.ts';
import { parseTime } from '../times.ts';
import { isAbsentTime } from './absent-value.ts';
import { type DatePattern, datePatterns } from './date-patterns.ts';

/** A way in which the times of a column can be read. */
export interface TimeForm {
  /** As a mapping names it: `epoch`, `epoch-ms`, `epoch-us`, `rfc3339` or a pattern. */
  readonly time: string;
  /** Whether a value alone tells an instant; if not, it is a wall time in some zone. */
  readonly namesZone: boolean;
  /** The zone that a word behind every value names. */
  readonly zone: string | undefined;
  readonly has: DatePattern['has'];
  /** Epoch milliseconds a row, of wall times as if they were UTC; `NaN` where there is none. */
  readonly ms: Float64Array;
}

type TimeReader = (text: string) => number;

const SHARE = 0.9;
const LOOKED_AT = 60;

const INSTANTS: readonly { time: string; read: TimeReader }[] = [
  { time: 'rfc3339', read: parseTime },
  { time: 'epoch', read: epochReader(/^\d{9,10}(?:\.\d+)?$/, 1000) },
  { time: 'epoch-ms', read: epochReader(/^\d{12,13}(?:\.\d+)?$/, 1) },
  { time: 'epoch-us', read: epochReader(/^\d{15,16}$/, 0.001) },
];

/** The ways to read the cells of a column as times; none where they are no times. */
export function timeForms(cells: readonly string[]): TimeForm[] {
  const present = cells.filter((cell) => !isAbsentTime(cell));
  if (present.length === 0) return [];
  const instants = INSTANTS.map(({ time, read }) => ({
    time,
    namesZone: true,
    zone: undefined,
    has: 'both' as const,
    ms: readTimes(cells, read),
  }));
  const patterns = datePatterns(present.slice(0, LOOKED_AT)).map((form) => ({
    ...form,
    time: form.pattern,
    ms: readTimes(cells, wholeReader(form)),
  }));
  const isRead = ({ ms }: TimeForm) => countRead(ms) >= present.length * SHARE;
  return [...instants, ...patterns].filter(isRead);
}

/** Epoch milliseconds of each cell, `NaN` where it holds none. */
function readTimes(cells: readonly string[], read: TimeReader): Float64Array {
  return Float64Array.from(cells, (cell) => (isAbsentTime(cell) ? Number.NaN : read(cell)));
}

export function patternReader(pattern: string): TimeReader {
  const read = createPatternReader(pattern);
  return (text) => {
    const time = read(text);
    return time === undefined ? Number.NaN : time.wallMs - (time.offsetMs ?? 0);
  };
}

export function countRead(ms: Float64Array): number {
  return ms.reduce((count, one) => (Number.isNaN(one) ? count : count + 1), 0);
}

/** Only a whole time can be read: half of one is read beside a made-up other half. */
function wholeReader({ pattern, has }: DatePattern): TimeReader {
  if (has === 'both') return patternReader(pattern);
  const isDate = has === 'date';
  const read = patternReader(isDate ? `${pattern} HH` : `YYYY-MM-DD ${pattern}`);
  return (text) => read(isDate ? `${text} 00` : `2001-01-01 ${text}`);
}

function epochReader(form: RegExp, factor: number): TimeReader {
  return (text) => (form.test(text) ? parseTime(Number(text) * factor) : Number.NaN);
}
