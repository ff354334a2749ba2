/** What a contract is used for; rules and policies can tell them apart. */
export const SUBSCRIBER_KINDS = [
  'home',
  'office',
  'pbx',
  'callcenter',
  'hospital',
  'hotel',
  'embassy',
  'shipping',
  'wholesale',
  'test',
  'other',
] as const;

export type SubscriberKind = (typeof SUBSCRIBER_KINDS)[number];

/** One row of the directory: a contract as it stood from `validFrom` until before `validTo`. */
export interface DirectoryEntry {
  subscriber: string;
  customer: string;
  /** `''` where the row names none. */
  service: string;
  /** Numbers, credentials or trunks, as the switch knows them. */
  lines: readonly string[];
  kind: SubscriberKind;
  critical: boolean;
  language: 'ja' | 'en';
  contactName: string;
  contactPhone: string;
  contactEmail: string;
  /** Epoch ms; `-Infinity` where the row names none. */
  validFrom: number;
  /** Epoch ms; `Infinity` where the row names none. */
  validTo: number;
}

/** Who a subscriber is, at an instant. */
export interface Directory {
  /** The entry of a contract. */
  of(subscriber: string, at: number): DirectoryEntry | undefined;
  /** The entry that held a line: a number resold keeps nothing of its former holder. */
  holding(line: string, at: number): DirectoryEntry | undefined;
  readonly size: number;
}

/**
 * @param e164Of the full number of a line that is one: lines are known in both forms
 */
export function createDirectory(
  entries: readonly DirectoryEntry[],
  e164Of: (line: string) => string | null = () => null,
): Directory {
  const bySubscriber = Map.groupBy(entries, (entry) => entry.subscriber);
  const byLine = new Map<string, DirectoryEntry[]>();
  for (const entry of entries) {
    for (const line of new Set(entry.lines.flatMap((line) => [line, e164Of(line) ?? line]))) {
      const holders = byLine.get(line);
      if (holders === undefined) byLine.set(line, [entry]);
      else holders.push(entry);
    }
  }
  return {
    of: (subscriber, at) => validAt(bySubscriber.get(subscriber), at),
    holding: (line, at) => validAt(byLine.get(line), at),
    size: entries.length,
  };
}

function validAt(
  entries: readonly DirectoryEntry[] | undefined,
  at: number,
): DirectoryEntry | undefined {
  return entries?.find((entry) => entry.validFrom <= at && at < entry.validTo);
}
