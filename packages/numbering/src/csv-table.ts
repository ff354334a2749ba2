import { type CsvRecord, readCsvRecords } from './csv-records.ts';
import { collectProblems, type Problems } from './problems.ts';

export interface CsvRow {
  readonly line: number;
  /** The trimmed value of a column, `''` where the header lacks it. */
  value(column: string): string;
}

/**
 * The rows of a CSV file with a header, and where to report what is wrong in them.
 * @throws DataFileError `data-not-readable` without a usable header or with an open quote.
 */
export function readCsvTable(
  text: string,
  file: string,
  required: readonly string[],
): { rows: readonly CsvRow[]; problems: Problems } {
  const { records, openQuoteLine } = readCsvRecords(text);
  const header = headerOf(records[0], openQuoteLine, file, required);
  const problems = collectProblems(file);
  const rows = records.slice(1).map((record) => rowOf(record, header, problems));
  return { rows, problems };
}

function headerOf(
  first: CsvRecord | undefined,
  openQuoteLine: number | null,
  file: string,
  required: readonly string[],
): readonly string[] {
  const problems = collectProblems(file);
  if (openQuoteLine !== null) {
    problems.add(
      openQuoteLine,
      null,
      'a quote is not closed, or text follows it; end the field with " and double a " inside it',
    );
  }
  const header = first?.fields.map((name) => name.trim()) ?? [];
  const missing = required.filter((column) => !header.includes(column));
  if (missing.length > 0) {
    problems.add(
      first?.line ?? 1,
      missing.join(','),
      `the header lacks this; begin the file with ${required.join(',')}`,
    );
  }
  const twice = header.find((name, i) => name !== '' && header.indexOf(name) !== i);
  if (twice !== undefined) {
    problems.add(first?.line ?? 1, twice, 'the header names this column twice; leave one out');
  }
  problems.throwIfAny('data-not-readable');
  return header;
}

function rowOf(record: CsvRecord, header: readonly string[], problems: Problems): CsvRow {
  const { line, fields } = record;
  if (fields.length !== header.length) {
    problems.add(
      line,
      null,
      `${fields.length} fields under a header of ${header.length}; quote a field that holds a comma`,
    );
  }
  return { line, value: (column) => fields[header.indexOf(column)]?.trim() ?? '' };
}
