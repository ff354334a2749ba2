import { isAbsentValue } from './absent-value.ts';

export type DurationUnit = 's' | 'ms' | 'min' | 'h:m:s';

/** The cells of a column read as amounts: numbers, or `h:m:s` as seconds. */
export interface Amounts {
  readonly isClock: boolean;
  readonly decimal: '.' | ',';
  /** As of a mapping: what of a cell is the number. */
  readonly pattern?: string;
  /** A row's amount; `NaN` where there is none. */
  readonly values: Float64Array;
}

const SHARE = 0.95;
const CLOCK = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:\.\d+)?$/;
const NUMBER = /^\d{1,9}(?:\.\d+)?$/;
const SECONDS = /^(\d{1,9}(?:\.\d+)?) ?(?:s|sec|秒)$/;
const DECIMAL_COMMA = /^(?:\d{1,9}|\d{1,3}(?:\.\d{3})+)(?:,\d+)?$/;
// Where small values have no comma and large ones three digits behind it.
const THOUSANDS = /^\d{1,3}(?:,\d{3})*(?:\.\d+)?$/;

/** `undefined` where the cells of a column are no amounts. */
export function amounts(cells: readonly string[]): Amounts | undefined {
  const present = cells.filter((cell) => !isAbsentValue(cell));
  if (present.length === 0) return undefined;
  const isMostly = (form: RegExp) =>
    present.filter((cell) => form.test(cell)).length >= present.length * SHARE;
  if (isMostly(CLOCK)) return { isClock: true, decimal: '.', values: readAll(cells, clockSeconds) };
  if (isMostly(NUMBER) || (isMostly(THOUSANDS) && !present.every((cell) => cell.includes(',')))) {
    return { isClock: false, decimal: '.', values: readAll(cells, plainNumber) };
  }
  if (isMostly(DECIMAL_COMMA)) {
    return { isClock: false, decimal: ',', values: readAll(cells, commaNumber) };
  }
  return isMostly(SECONDS)
    ? { isClock: false, decimal: '.', pattern: SECONDS.source, values: readAll(cells, seconds) }
    : undefined;
}

function seconds(cell: string): number {
  return Number(SECONDS.exec(cell)?.[1] ?? Number.NaN);
}

function plainNumber(cell: string): number {
  return NUMBER.test(cell) || THOUSANDS.test(cell) ? Number(cell.replaceAll(',', '')) : Number.NaN;
}

function commaNumber(cell: string): number {
  return Number(cell.replaceAll('.', '').replace(',', '.'));
}

/** Milliseconds of one of a unit. */
export const UNIT_MS: Record<DurationUnit, number> = {
  s: 1000,
  ms: 1,
  min: 60_000,
  'h:m:s': 1000,
};

export function unitsOf({ isClock }: Amounts): DurationUnit[] {
  return isClock ? ['h:m:s'] : ['s', 'ms', 'min'];
}

function readAll(cells: readonly string[], read: (cell: string) => number): Float64Array {
  return Float64Array.from(cells, (cell) => (isAbsentValue(cell) ? Number.NaN : read(cell)));
}

function clockSeconds(cell: string): number {
  const [, hours = '0', minutes, seconds] = CLOCK.exec(cell) ?? [];
  return (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
}
