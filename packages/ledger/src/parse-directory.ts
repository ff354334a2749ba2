import { parseTime } from '@sekisho/cdr';
import { type CsvRow, readCsvTable } from '@sekisho/numbering';
import {
  createDirectory,
  type Directory,
  type DirectoryEntry,
  SUBSCRIBER_KINDS,
  type SubscriberKind,
} from './directory.ts';

const MIDNIGHT_IN_JAPAN = 'T00:00:00+09:00';

type Report = (row: CsvRow, key: string, message: string) => void;

/**
 * Reads a directory of subscribers from CSV, its columns named in the header in any order;
 * `subscriber` alone is required. Dates without a time are midnights in Japan.
 * @throws DataFileError with every fault, its line, column and mend
 */
export function parseDirectory(
  text: string,
  file: string,
  e164Of?: (line: string) => string | null,
): Directory {
  const { rows, problems } = readCsvTable(text, file, ['subscriber']);
  const report: Report = (row, key, message) => problems.add(row.line, key, message);
  const entries = rows.map((row) => entryOf(row, report));
  reportOverlaps(rows, entries, report);
  problems.throwIfAny('data-invalid');
  return createDirectory(entries, e164Of);
}

function entryOf(row: CsvRow, report: Report): DirectoryEntry {
  const subscriber = row.value('subscriber');
  if (subscriber === '' || subscriber.length > 64) {
    report(row, 'subscriber', 'write the contract’s id, 1 to 64 characters');
  }
  return {
    subscriber,
    customer: row.value('customer'),
    service: row.value('service'),
    lines: linesOf(row),
    kind: kindOf(row, report),
    critical: criticalOf(row, report),
    language: row.value('language') === 'en' ? 'en' : 'ja',
    contactName: row.value('contact_name'),
    contactPhone: row.value('contact_phone'),
    contactEmail: row.value('contact_email'),
    validFrom: timeOf(row, 'valid_from', report) ?? Number.NEGATIVE_INFINITY,
    validTo: timeOf(row, 'valid_to', report) ?? Number.POSITIVE_INFINITY,
  };
}

function linesOf(row: CsvRow): string[] {
  const lines = row.value('lines').split(';');
  return [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))];
}

function kindOf(row: CsvRow, report: Report): SubscriberKind {
  const value = row.value('kind');
  if (value === '') return 'other';
  const kind = SUBSCRIBER_KINDS.find((known) => known === value);
  if (kind === undefined)
    report(row, 'kind', `“${value}” is not one of ${SUBSCRIBER_KINDS.join(', ')}`);
  return kind ?? 'other';
}

function criticalOf(row: CsvRow, report: Report): boolean {
  const value = row.value('critical');
  if (!['', '0', '1'].includes(value)) report(row, 'critical', `“${value}” is neither 0 nor 1`);
  return value === '1';
}

function timeOf(row: CsvRow, key: string, report: Report): number | undefined {
  const value = row.value(key);
  if (value === '') return undefined;
  const time = parseTime(/^\d{4}-\d\d-\d\d$/.test(value) ? value + MIDNIGHT_IN_JAPAN : value);
  if (!Number.isNaN(time)) return time;
  report(row, key, `“${value}” is no time; write 2026-04-01 or 2026-04-01T09:00:00+09:00`);
  return undefined;
}

// Two holders of one line at once would make it a matter of luck who is restricted.
function reportOverlaps(
  rows: readonly CsvRow[],
  entries: readonly DirectoryEntry[],
  report: Report,
): void {
  const holders = new Map<string, DirectoryEntry[]>();
  entries.forEach((entry, i) => {
    for (const key of [
      `subscriber ${entry.subscriber}`,
      ...entry.lines.map((line) => `line ${line}`),
    ]) {
      const others = holders.get(key) ?? [];
      const other = others.find(
        (known) => known.validFrom < entry.validTo && entry.validFrom < known.validTo,
      );
      if (other !== undefined) {
        report(
          rows[i]!,
          key.split(' ')[0] === 'line' ? 'lines' : 'subscriber',
          `${key} stands in two rows that are valid at the same time; end one with valid_to`,
        );
      }
      holders.set(key, [...others, entry]);
    }
  });
}
