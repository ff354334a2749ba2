import { contentVersion, nameOfFile } from './content-version.ts';
import { type CsvRow, readCsvTable } from './csv-table.ts';
import { prefixChecker } from './prefix-column.ts';
import type { Problems } from './problems.ts';

export interface Rate {
  /** E.164 digits; `''` prices what no other row matches. */
  readonly prefix: string;
  /** `country` and `default` say nothing about the destination; any other class refines it. */
  readonly class: string;
  readonly milliYenPerMinute: number;
  readonly unitSeconds: number;
}

export interface RateDeck {
  readonly version: string;
  readonly rows: readonly Rate[];
}

const REQUIRED = ['prefix', 'jpy_per_minute', 'unit_seconds'] as const;
const LONGEST_UNIT_SECONDS = 86_400;

/**
 * Reads a CSV of prefix, jpy_per_minute (up to 3 decimals), unit_seconds and, if present, class;
 * other columns are for people.
 * @throws DataFileError with everything that is wrong.
 */
export function parseRateDeck(text: string, fileName: string): RateDeck {
  const { rows, problems } = readCsvTable(text, fileName, REQUIRED);
  const prefixOf = prefixChecker(problems, true);
  const rates = rows.map((row) => rateOf(row, prefixOf(row), problems));
  problems.throwIfAny('data-invalid');
  return { version: contentVersion(deckName(fileName), text), rows: rates };
}

// The folder belongs to the name: a version `example@…` alone would not say of what.
function deckName(fileName: string): string {
  return `rates-${nameOfFile(fileName).replace(/^rates-/, '')}`;
}

function rateOf(row: CsvRow, prefix: string, problems: Problems): Rate {
  return {
    prefix,
    class: row.value('class') || 'country',
    milliYenPerMinute: milliYen(row, problems),
    unitSeconds: unitSeconds(row, problems),
  };
}

// Read digit by digit: 33.35 * 1000 is not an integer in floating point.
function milliYen(row: CsvRow, problems: Problems): number {
  const text = row.value('jpy_per_minute');
  const match = /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(text);
  if (match !== null) return Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
  problems.add(
    row.line,
    'jpy_per_minute',
    `${priceFault(text)}; write yen per minute such as 33.5`,
  );
  return 0;
}

function priceFault(text: string): string {
  if (/^-\d+(\.\d+)?$/.test(text)) return `'${text}' is negative`;
  if (/^\d{1,9}\.\d{4,}$/.test(text)) return `'${text}' has more than 3 decimals`;
  if (/^\d{10,}(\.\d+)?$/.test(text)) return `'${text}' is too high`;
  return `'${text}' is not a number`;
}

function unitSeconds(row: CsvRow, problems: Problems): number {
  const text = row.value('unit_seconds');
  const seconds = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (seconds >= 1 && seconds <= LONGEST_UNIT_SECONDS) return seconds;
  problems.add(
    row.line,
    'unit_seconds',
    `'${text}' is not a billing unit; write whole seconds from 1 to ${LONGEST_UNIT_SECONDS}, such as 60`,
  );
  return 1;
}
