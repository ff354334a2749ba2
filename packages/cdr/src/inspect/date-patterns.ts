import { clockPattern } from './clock-pattern.ts';

/** A pattern of a mapping that may fit, and what it holds. */
export interface DatePattern {
  readonly pattern: string;
  /** Whether each value names its own zone. */
  readonly namesZone: boolean;
  /** Of a zone that is written as a word and is the same everywhere, its IANA name. */
  readonly zone: string | undefined;
  readonly has: 'date' | 'clock' | 'both';
}

const NUMERIC = /^(\d{1,4})(\s?[-/.]\s?|年)(\d{1,2})(\s?[-/.]\s?|月)(\d{1,4})(日?)/;
const DAY_FIRST_NAME = /^(\d{1,2})([-/ .])([A-Za-z]{3})([-/ .])(\d{4}|\d{2})/;
const MONTH_NAME_FIRST = /^([A-Za-z]{3})( )(\d{1,2})(, ?| )(\d{4})/;
const BETWEEN = /^(?:,? +|T|_|-)/;
const PACKED = /^(\d{6}|\d{8})([ T_-]?)(\d{6}|\d{4})?(\.?\d{3})?$/;

/** Patterns that fit one of the `cells`, each order of day, month and year for itself. */
export function datePatterns(cells: readonly string[]): DatePattern[] {
  const found = new Map<string, DatePattern>();
  for (const cell of new Set(cells)) {
    for (const pattern of patternsOf(cell)) found.set(pattern.pattern, pattern);
  }
  return [...found.values()];
}

function patternsOf(cell: string): DatePattern[] {
  if (PACKED.test(cell)) return packed(cell);
  const [length, dates] = leadingDate(cell);
  if (length === 0) return behind('', cell, ['']);
  const rest = cell.slice(length);
  if (rest === '') return dates.map((date) => pattern(date, 'date'));
  const between = BETWEEN.exec(rest)?.[0] ?? '';
  return behind(between, rest.slice(between.length), dates);
}

/** A time of day behind a date, or alone. */
function behind(between: string, rest: string, dates: readonly string[]): DatePattern[] {
  const clock = clockPattern(rest);
  if (clock === undefined) return [];
  const { namesZone, zone } = clock;
  return dates.map((date) => ({
    pattern: date + between.replace(/ +/, ' ') + clock.pattern,
    namesZone,
    zone,
    has: date === '' ? 'clock' : 'both',
  }));
}

/** How long the date in front is, and the orders in which it can be read. */
function leadingDate(cell: string): [length: number, orders: string[]] {
  const numeric = NUMERIC.exec(cell);
  if (numeric !== null) return [numeric[0].length, numericOrders(numeric)];
  const dayFirst = DAY_FIRST_NAME.exec(cell);
  if (dayFirst !== null) {
    const [all, day = '', one, , two, year = ''] = dayFirst;
    return [all.length, [`${dayToken(day)}${one}MMM${two}${yearToken(year)}`]];
  }
  const monthFirst = MONTH_NAME_FIRST.exec(cell);
  if (monthFirst === null) return [0, []];
  const [all, , one, day = '', two] = monthFirst;
  return [all.length, [`MMM${one}${dayToken(day)}${two}YYYY`]];
}

function numericOrders([, first = '', one, second = '', two, third = '', end]: RegExpExecArray) {
  const isLoose = [first, second, third].some((digits) => digits.length === 1);
  const [month, day] = isLoose ? ['M', 'D'] : ['MM', 'DD'];
  const order = (a: string, b: string, c: string) => `${a}${one}${b}${two}${c}${end}`;
  if (first.length === 4) return [order('YYYY', month, day)];
  if (first.length > 2) return [];
  const year = yearToken(third);
  const yearLast = [order(day, month, year), order(month, day, year)];
  return year === 'YY' && !isLoose ? [order('YY', month, day), ...yearLast] : yearLast;
}

function packed(cell: string): DatePattern[] {
  const [, date = '', between = '', time, fraction = ''] = PACKED.exec(cell) ?? [];
  const year = date.length === 8 ? 'YYYY' : 'YY';
  const orders = [`${year}MMDD`, `DDMM${year}`, `MMDD${year}`];
  if (time === undefined) {
    const dates = orders.map((order) => pattern(order, 'date'));
    return date.length === 6 ? [...dates, pattern('HHmmss', 'clock')] : dates;
  }
  const clock = `HHmm${time.length === 6 ? 'ss' : ''}${fraction.replace(/\d+/, 'S')}`;
  return orders.map((order) => pattern(`${order}${between}${clock}`, 'both'));
}

function pattern(text: string, has: DatePattern['has']): DatePattern {
  return { pattern: text, namesZone: false, zone: undefined, has };
}

function dayToken(day: string): string {
  return day.length === 2 ? 'DD' : 'D';
}

function yearToken(year: string): string {
  return year.length === 4 ? 'YYYY' : 'YY';
}
