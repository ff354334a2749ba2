import type {
  PastImport,
  ShownEntry,
  ShownLine,
  ShownSubscriber,
  UnknownLine,
} from '@sekisho/ledger';
import { localTime } from '../terminal/local-time.ts';
import { type Column, table } from '../terminal/table.ts';

const ENTRY: readonly Column<ShownEntry>[] = [
  { title: 'from', align: 'left', value: ({ validFrom }) => localTimeOf(validFrom, 'ever') },
  { title: 'until', align: 'left', value: ({ validTo }) => localTimeOf(validTo, '') },
  { title: 'customer', align: 'left', value: ({ customer }) => customer },
  { title: 'service', align: 'left', value: ({ service }) => service },
  { title: 'kind', align: 'left', value: ({ kind }) => kind },
  { title: 'critical', align: 'left', value: ({ critical }) => (critical ? 'yes' : '') },
  { title: 'lines', align: 'left', value: ({ lines }) => lines.join(';') },
];

const HOLDER: readonly Column<ShownLine['intervals'][number]>[] = [
  { title: 'from', align: 'left', value: ({ validFrom }) => localTimeOf(validFrom, 'ever') },
  { title: 'until', align: 'left', value: ({ validTo }) => localTimeOf(validTo, '') },
  { title: 'subscriber', align: 'left', value: ({ subscriber }) => subscriber },
];

const UNKNOWN: readonly Column<UnknownLine>[] = [
  { title: 'line', align: 'left', value: ({ line }) => line },
  { title: 'records', align: 'right', value: ({ records }) => String(records) },
  { title: 'first seen', align: 'left', value: ({ firstSeen }) => localTime(firstSeen) },
  { title: 'last seen', align: 'left', value: ({ lastSeen }) => localTime(lastSeen) },
];

const IMPORT: readonly Column<PastImport>[] = [
  { title: 'at', align: 'left', value: ({ at }) => localTime(at) },
  { title: 'by', align: 'left', value: ({ by }) => by },
  { title: 'file', align: 'left', value: ({ file }) => file },
  { title: 'as of', align: 'left', value: ({ validFrom }) => localTime(validFrom) },
  { title: 'rows', align: 'right', value: ({ rows }) => String(rows) },
  { title: 'added', align: 'right', value: ({ added }) => String(added) },
  { title: 'changed', align: 'right', value: ({ changed }) => String(changed) },
  { title: 'ended', align: 'right', value: ({ ended }) => String(ended) },
  { title: 'moved', align: 'right', value: ({ moved }) => String(moved) },
];

export function showSubscriberTable({ subscriber, at, entry, intervals }: ShownSubscriber): string {
  const now =
    entry === null ? `${subscriber} is no subscriber at ${localTimeOf(at, '')}` : contactOf(entry);
  return `${now}\n\n${table(ENTRY, intervals)}\n`;
}

export function showLineTable({ line, at, holder, intervals }: ShownLine): string {
  const now =
    holder === null
      ? `nobody holds ${line} at ${localTimeOf(at, '')}`
      : `${holder.subscriber} holds ${line} at ${localTimeOf(at, '')}: ${holder.customer} (${holder.kind}${holder.critical ? ', critical' : ''})`;
  return `${now}\n\n${table(HOLDER, intervals)}\n`;
}

export function showUnknownTable(lines: readonly UnknownLine[]): string {
  return lines.length === 0 ? 'no unknown lines were seen\n' : `${table(UNKNOWN, lines)}\n`;
}

export function showImportsTable(imports: readonly PastImport[]): string {
  return imports.length === 0 ? 'nothing was imported yet\n' : `${table(IMPORT, imports)}\n`;
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}

/** Of a time as the report carries it; `none` where it has none. */
export function localTimeOf(time: string | null, none: string): string {
  return time === null ? none : localTime(Date.parse(time));
}

function contactOf(entry: ShownEntry): string {
  const { subscriber, customer, contactName, contactPhone, contactEmail, language } = entry;
  const contact = [contactName, contactPhone, contactEmail].filter((each) => each !== '');
  return `${subscriber}: ${customer}, contact ${contact.join(' ') || 'unknown'} (${language})`;
}
