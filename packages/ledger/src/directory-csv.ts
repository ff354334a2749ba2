import type { DirectoryEntry } from './directory.ts';
import { timeOf } from './directory-report.ts';

export const DIRECTORY_COLUMNS = [
  'subscriber',
  'customer',
  'service',
  'lines',
  'kind',
  'critical',
  'language',
  'contact_name',
  'contact_phone',
  'contact_email',
  'valid_from',
  'valid_to',
] as const;

/** The directory as a CSV file that an import takes; lines end with LF. */
export function* directoryCsv(entries: Iterable<DirectoryEntry>): Generator<string> {
  yield `${DIRECTORY_COLUMNS.join(',')}\n`;
  for (const entry of entries) yield `${valuesOf(entry).map(quoted).join(',')}\n`;
}

function valuesOf(entry: DirectoryEntry): string[] {
  return [
    entry.subscriber,
    entry.customer,
    entry.service,
    entry.lines.join(';'),
    entry.kind,
    entry.critical ? '1' : '0',
    entry.language,
    entry.contactName,
    entry.contactPhone,
    entry.contactEmail,
    timeOf(entry.validFrom) ?? '',
    timeOf(entry.validTo) ?? '',
  ];
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
