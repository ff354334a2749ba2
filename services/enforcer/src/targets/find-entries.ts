import type { EntryPlace, FoundEntry, SwitchNode } from './switch-node.ts';

/** An answer is in whole seconds, and takes its time. */
export const SAME_MS = 1000;

/** What a node has at the places of entries, by name. */
export async function findEntries(
  node: SwitchNode,
  entries: readonly EntryPlace[],
): Promise<Map<string, FoundEntry>> {
  return new Map((await node.find(entries)).map((entry) => [nameOf(entry), entry]));
}

export function nameOf({ list, key }: EntryPlace): string {
  return `${list} ${key}`;
}

/** Whether what is there bars until the end, be it another restriction's. */
export function holds(found: FoundEntry | undefined, { until }: { until: number }): boolean {
  return found?.owner !== undefined && found.owner.until >= until - SAME_MS;
}
