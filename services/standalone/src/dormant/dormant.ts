import type { DirectoryEntry } from '@sekisho/ledger';

/** Who has a contract and did not call abroad. */
export interface DormantSubscriber {
  /** As it stands now. */
  entry: DirectoryEntry;
  /** Epoch ms of the last call abroad before; `null` where the store knows of none. */
  lastAbroadAt: number | null;
}

export interface DormantQuestion {
  /** Epoch ms. */
  since: number;
  now: number;
  /** Latest call abroad, epoch ms, by subscriber; `line:<line>` for lines no directory knew then. */
  lastAbroad: ReadonlyMap<string, number>;
}

/**
 * Subscribers of the directory, by name, who had a contract all the time and called nobody abroad.
 * Who came later is left out: it says nothing that they did not call yet.
 */
export function dormantSubscribers(
  entries: readonly DirectoryEntry[],
  { since, now, lastAbroad }: DormantQuestion,
): DormantSubscriber[] {
  const old = new Set(
    entries.filter((entry) => isValid(entry, since)).map(({ subscriber }) => subscriber),
  );
  return entries
    .filter((entry) => isValid(entry, now) && old.has(entry.subscriber))
    .map((entry) => ({ entry, lastAbroadAt: lastOf(entry, lastAbroad) }))
    .filter(({ lastAbroadAt }) => lastAbroadAt === null || lastAbroadAt < since)
    .sort((a, b) => (a.entry.subscriber < b.entry.subscriber ? -1 : 1));
}

function isValid({ validFrom, validTo }: DirectoryEntry, at: number): boolean {
  return validFrom <= at && at < validTo;
}

function lastOf(
  { subscriber, lines }: DirectoryEntry,
  lastAbroad: ReadonlyMap<string, number>,
): number | null {
  const names = [subscriber, ...lines.map((line) => `line:${line}`)];
  const times = names.flatMap((name) => lastAbroad.get(name) ?? []);
  return times.length === 0 ? null : Math.max(...times);
}
