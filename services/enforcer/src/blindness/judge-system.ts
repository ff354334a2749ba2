import type { Blindness } from '@sekisho/ledger';

/** What the whole store got within a week. Times are epoch ms. */
export interface Inserts {
  /** The first within the week. */
  firstAt: number;
  newestAt: number;
  longestGapMs: number;
}

/** After a day it has been seen once how long the night is. */
const KNOWN_MS = 86_400_000;
/** As soon as of a single source, so that one alarm comes in place of one for each. */
const SHORTEST_MS = 5 * 60_000;
const TIMES = 1.5;
/** Rounds that fail are usual while a node starts anew. */
const UNREAD_MS = 120_000;

/** Whether anything at all is stored as usual, already in the weeks in which no hour is known. */
export function judgeInserts(inserts: Inserts | undefined, now: number): Blindness[] {
  if (inserts === undefined) return [];
  const { firstAt, newestAt, longestGapMs } = inserts;
  const ageMs = now - newestAt;
  if (newestAt - firstAt < KNOWN_MS) return [];
  if (ageMs <= Math.max(SHORTEST_MS, TIMES * longestGapMs)) return [];
  const longest = `the longest of a week were ${minutes(longestGapMs)}`;
  const told = `nothing was stored for ${minutes(ageMs)} min; ${longest}`;
  return [{ reason: 'insert', source: '', told }];
}

/** Nodes that do not say what they bar. @param readAt epoch ms by node */
export function judgeReadBacks(readAt: ReadonlyMap<string, number>, now: number): Blindness[] {
  return [...readAt].flatMap(([node, at]) => {
    if (now - at <= UNREAD_MS) return [];
    const told = `what it bars has not been read back for ${minutes(now - at)} min`;
    return [{ reason: 'target', source: node, told }];
  });
}

/** Services that nobody is barred of by itself. */
export function judgeHolds(
  holds: readonly { service: string; by: string; reason: string }[],
  programs: readonly string[],
): Blindness[] {
  return holds
    .filter(({ by }) => programs.includes(by))
    .map(({ service, by, reason }) => ({
      reason: by,
      source: service,
      told: `nobody is barred by itself: ${reason}`,
    }));
}

function minutes(ms: number): number {
  return Math.floor(ms / 60_000);
}
