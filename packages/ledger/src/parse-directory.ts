import { parseTime } from '@sekisho/cdr';
import { type CsvRow, readCsvTable } from '@sekisho/numbering';
import {
  createDirectory,
  type Directory,
  type DirectoryEntry,
  SUBSCRIBER_KINDS,
  type SubscriberKind,
} from './directory.ts';

/** A line is looked up by an index, which takes no more than some 2,700 bytes. */
export const LONGEST_LINE = 256;
/** A file read in the wrong encoding shows itself so, and the ledger takes no U+0000. */
const BROKEN = /[^\P{Cc}\t\r\n]|\uFFFD/u;
const MIDNIGHT_IN_JAPAN = 'T00:00:00+09:00';

type Report = (row: CsvRow, key: string, message: string) => void;
type E164Of = (line: string) => string | null;

/**
 * Reads a directory of subscribers from CSV, its columns named in the header in any order;
 * `subscriber` alone is required. Dates without a time are midnights in Japan.
 * @throws DataFileError with every fault, its line, column and mend
 */
export function parseDirectory(text: string, file: string, e164Of?: E164Of): Directory {
  return createDirectory(parseDirectoryEntries(text, file, e164Of), e164Of);
}

/** The same, as rows in the order of the file. @throws DataFileError */
export function parseDirectoryEntries(
  text: string,
  file: string,
  e164Of: E164Of = () => null,
): DirectoryEntry[] {
  const { rows, problems } = readCsvTable(text, file, ['subscriber']);
  const report: Report = (row, key, message) => problems.add(row.line, key, message);
  const entries = rows.map((row) => entryOf(row, report));
  reportOverlaps(rows, entries, e164Of, report);
  problems.throwIfAny('data-invalid');
  return entries;
}

/** A date or time as the directory writes it, epoch ms; NaN for anything else. */
export function directoryTime(text: string): number {
  return parseTime(/^\d{4}-\d\d-\d\d$/.test(text) ? text + MIDNIGHT_IN_JAPAN : text);
}

function entryOf(row: CsvRow, report: Report): DirectoryEntry {
  const text = (column: string) => printable(row, column, report);
  const subscriber = text('subscriber');
  if (!/^\P{Cc}{1,64}$/u.test(subscriber)) {
    report(row, 'subscriber', 'write the contract’s id, 1 to 64 characters');
  }
  const lines = linesOf(text('lines'));
  if (lines.some((line) => line.length > LONGEST_LINE)) {
    report(row, 'lines', `a line is over ${LONGEST_LINE} characters; write ; between lines`);
  }
  const validFrom = timeOf(row, 'valid_from', report) ?? Number.NEGATIVE_INFINITY;
  const validTo = timeOf(row, 'valid_to', report) ?? Number.POSITIVE_INFINITY;
  if (validTo <= validFrom) {
    report(row, 'valid_to', 'is not after valid_from; write the day on which it no longer holds');
  }
  return {
    subscriber,
    customer: text('customer'),
    service: text('service'),
    lines,
    kind: kindOf(row, report),
    critical: criticalOf(row, report),
    language: languageOf(row, report),
    contactName: text('contact_name'),
    contactPhone: text('contact_phone'),
    contactEmail: text('contact_email'),
    validFrom,
    validTo,
  };
}

function printable(row: CsvRow, column: string, report: Report): string {
  const value = row.value(column);
  if (BROKEN.test(value)) {
    report(row, column, 'holds characters that are none; name the --encoding, or mend the file');
  }
  return value;
}

function linesOf(text: string): string[] {
  const lines = text.split(';').map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ''))];
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

function languageOf(row: CsvRow, report: Report): 'ja' | 'en' {
  const value = row.value('language');
  if (!['', 'ja', 'en'].includes(value)) report(row, 'language', `“${value}” is neither ja nor en`);
  return value === 'en' ? 'en' : 'ja';
}

function timeOf(row: CsvRow, key: string, report: Report): number | undefined {
  const value = row.value(key);
  if (value === '') return undefined;
  const time = directoryTime(value);
  if (!Number.isNaN(time)) return time;
  report(row, key, `“${value}” is no time; write 2026-04-01 or 2026-04-01T09:00:00+09:00`);
  return undefined;
}

// Two holders of one line at once would make it a matter of luck who is restricted.
function reportOverlaps(
  rows: readonly CsvRow[],
  entries: readonly DirectoryEntry[],
  e164Of: E164Of,
  report: Report,
): void {
  const holders = new Map<string, DirectoryEntry[]>();
  const isTaken = (key: string, entry: DirectoryEntry) => {
    const others = holders.get(key) ?? [];
    holders.set(key, [...others, entry]);
    return others.some(
      ({ validFrom, validTo }) => validFrom < entry.validTo && entry.validFrom < validTo,
    );
  };
  const twice = 'stands in two rows that are valid at the same time; end one with valid_to';
  entries.forEach((entry, i) => {
    const row = rows[i]!;
    const { subscriber } = entry;
    if (isTaken(`subscriber ${subscriber}`, entry)) {
      report(row, 'subscriber', `subscriber ${subscriber} ${twice}`);
    }
    const lines = new Map(entry.lines.map((line) => [e164Of(line) ?? line, line]));
    for (const [key, line] of lines) {
      if (isTaken(`line ${key}`, entry)) report(row, 'lines', `line ${line} ${twice}`);
    }
  });
}
