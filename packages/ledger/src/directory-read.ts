import { createDirectory, type Directory, type DirectoryEntry } from './directory.ts';
import { allEntriesOf, type DirectoryHistory, entriesOf, lineKeysOf } from './directory-history.ts';
import { timeOf } from './directory-report.ts';
import { readHistory, readHolders, readSubscribers } from './directory-rows.ts';
import type { Ledger, Run } from './ledger.ts';

export interface VersionedDirectory {
  version: number;
  directory: Directory;
}

/** One row of the directory as a program is told it. */
export type ShownEntry = Omit<DirectoryEntry, 'validFrom' | 'validTo'> & {
  /** RFC 3339 in UTC; `null` where there is no bound. */
  validFrom: string | null;
  validTo: string | null;
};

export interface ShownSubscriber {
  subscriber: string;
  at: string;
  /** As it stood at that time. */
  entry: ShownEntry | null;
  intervals: readonly ShownEntry[];
}

interface ShownHolder {
  subscriber: string;
  validFrom: string | null;
  validTo: string | null;
}

export interface ShownLine {
  line: string;
  at: string;
  /** Who held it at that time, as it stood then. */
  holder: ShownEntry | null;
  intervals: readonly ShownHolder[];
}

/** One import of those that were. */
export interface PastImport {
  importId: number;
  /** Epoch ms, as is `validFrom`. */
  at: number;
  by: string;
  file: string;
  contentHash: string;
  validFrom: number;
  whole: boolean;
  rows: number;
  added: number;
  changed: number;
  ended: number;
  moved: number;
  version: number;
}

/** Grows with each import that changes something. */
export async function directoryVersion({ run }: { run: Run }): Promise<number> {
  const [row] = await run<{ version: number }>('select version from directory_version');
  return row!.version;
}

/** The whole directory, to be held in memory. */
export function readDirectory(ledger: Ledger): Promise<VersionedDirectory> {
  return ledger.transaction(async (run) => {
    await run('set transaction isolation level repeatable read, read only');
    const version = await directoryVersion({ run });
    return { version, directory: directoryOf(await readHistory(run)) };
  });
}

/** All rows of the directory, subscriber after subscriber. */
export function readDirectoryEntries(ledger: Ledger): Promise<DirectoryEntry[]> {
  return ledger.transaction(async (run) => {
    await run('set transaction isolation level repeatable read, read only');
    return allEntriesOf(await readHistory(run));
  });
}

export function directoryOf(history: DirectoryHistory): Directory {
  const keyOf = new Map<string, string>();
  for (const [key, timeline] of history.holders) {
    for (const { value } of timeline) keyOf.set(value.line, key);
  }
  return createDirectory(allEntriesOf(history), (line) => keyOf.get(line) ?? null);
}

/** @returns `undefined` for a subscriber that the directory never knew */
export async function showSubscriber(
  { run }: { run: Run },
  subscriber: string,
  at: number,
): Promise<ShownSubscriber | undefined> {
  const entries = await entriesOfOne(run, subscriber);
  if (entries.length === 0) return undefined;
  const valid = entries.find(({ validFrom, validTo }) => validFrom <= at && at < validTo);
  const entry = valid === undefined ? null : shown(valid);
  return { subscriber, at: new Date(at).toISOString(), entry, intervals: entries.map(shown) };
}

/** @returns `undefined` for a line that nobody ever held */
export async function showLine(
  { run }: { run: Run },
  lineKey: string,
  at: number,
): Promise<ShownLine | undefined> {
  const holders = await readHolders(run, lineKey);
  if (holders.length === 0) return undefined;
  const valid = holders.find(({ from, to }) => from <= at && at < to);
  const held = valid && (await entriesOfOne(run, valid.value.subscriber));
  const entry = held?.find(({ validFrom, validTo }) => validFrom <= at && at < validTo);
  return {
    line: (valid ?? holders.at(-1)!).value.line,
    at: new Date(at).toISOString(),
    holder: entry === undefined ? null : shown(entry),
    intervals: holders.map(({ from, to, value: { subscriber } }) => ({
      subscriber,
      validFrom: timeOf(from),
      validTo: timeOf(to),
    })),
  };
}

/** The newest first. */
export function pastImports({ run }: { run: Run }, most: number): Promise<PastImport[]> {
  return run<PastImport>('select * from directory_import order by import_id desc limit $1', [most]);
}

async function entriesOfOne(run: Run, subscriber: string): Promise<DirectoryEntry[]> {
  const history = await readSubscribers(run, [subscriber]);
  return entriesOf(history, subscriber, lineKeysOf(history).get(subscriber) ?? []);
}

function shown({ validFrom, validTo, ...entry }: DirectoryEntry): ShownEntry {
  return { ...entry, validFrom: timeOf(validFrom), validTo: timeOf(validTo) };
}
