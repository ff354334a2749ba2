import { contentVersion, nameOfFile } from './content-version.ts';
import { type CsvRow, readCsvTable } from './csv-table.ts';
import { prefixChecker } from './prefix-column.ts';
import type { Problems } from './problems.ts';

/** What an E.164 prefix belongs to. The shortest prefix that covers a number is its calling code. */
export interface Country {
  readonly prefix: string;
  readonly iso2: string | null;
  readonly nameEn: string | null;
  readonly nameJa: string | null;
  readonly class: string;
  /** How many digits a number has, country code included. */
  readonly fewestDigits: number;
  readonly mostDigits: number;
}

export interface CountryTable {
  readonly version: string;
  readonly rows: readonly Country[];
}

const COLUMNS = ['prefix', 'iso2', 'name_en', 'name_ja', 'class', 'digits'] as const;
const CLASSES = ['country', 'satellite', 'network', 'premium', 'freephone', 'unallocated'];

/**
 * Reads a CSV of prefix, iso2, name_en, name_ja, class and digits (`11`, `9-12`, empty for any);
 * a prefix that no row covers is unallocated.
 * @throws DataFileError with everything that is wrong.
 */
export function parseCountries(text: string, fileName: string): CountryTable {
  const { rows, problems } = readCsvTable(text, fileName, COLUMNS);
  const prefixOf = prefixChecker(problems, false);
  const countries = rows.map((row) => countryOf(row, prefixOf(row), problems));
  problems.throwIfAny('data-invalid');
  return { version: contentVersion(nameOfFile(fileName), text), rows: countries };
}

function countryOf(row: CsvRow, prefix: string, problems: Problems): Country {
  const country = {
    prefix,
    iso2: row.value('iso2') || null,
    nameEn: row.value('name_en') || null,
    nameJa: row.value('name_ja') || null,
    class: row.value('class'),
    ...digitsOf(row, problems),
  };
  check(country, row.line, problems);
  return country;
}

function digitsOf(row: CsvRow, problems: Problems) {
  const match = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(row.value('digits') || '5-15');
  const fewestDigits = Number(match?.[1]);
  const mostDigits = Number(match?.[2] ?? match?.[1]);
  if (!(fewestDigits >= 5 && mostDigits >= fewestDigits && mostDigits <= 15)) {
    problems.add(
      row.line,
      'digits',
      `'${row.value('digits')}' is not a count of digits; write 11 or 9-12, at most 15, or nothing`,
    );
  }
  return { fewestDigits, mostDigits };
}

function check(country: Country, line: number, problems: Problems): void {
  const { iso2, nameEn } = country;
  if (!CLASSES.includes(country.class)) {
    problems.add(
      line,
      'class',
      `'${country.class}' is not a class; write one of ${CLASSES.join(', ')}`,
    );
  }
  if (iso2 === null ? country.class === 'country' : !/^[A-Z]{2}$/.test(iso2)) {
    problems.add(
      line,
      'iso2',
      `'${iso2 ?? ''}' is not a country; write its two capital letters of ISO 3166, such as GN`,
    );
  }
  if (nameEn === null && country.class !== 'unallocated') {
    problems.add(line, 'name_en', 'is empty; write the English name');
  }
}
