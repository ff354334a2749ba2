import type { LiveBarEntry } from '@sekisho/ledger';
import { nameOf } from '../targets/find-entries.ts';
import type { FoundEntry } from '../targets/switch-node.ts';

export interface Comparison {
  /** It started anew, or all that it had of ours is gone: that is nobody's decision about a line. */
  isForgotten: boolean;
  /** The node forgot them, or what several people closed one opened: they are put back. */
  lost: LiveBarEntry[];
  /** Gone while others stand: a person's doing. Reported, and never put back by itself. */
  lifted: LiveBarEntry[];
  /** Lifted before, and still open. */
  open: LiveBarEntry[];
  /** There, with an end or an owner that is not the ledger's. */
  differing: LiveBarEntry[];
  /** There, and not of a restriction that is live. Reported, and never removed. */
  foreign: FoundEntry[];
}

export interface Compared {
  /** Of the node, as the ledger has them, read after `found`. */
  live: readonly LiveBarEntry[];
  found: readonly FoundEntry[];
  hasRestarted: boolean;
  /** Epoch ms. */
  now: number;
}

/** An entry that ends this soon may be gone by the node's clock. */
const ABOUT_TO_END_MS = 5000;
const SAME_MS = 1000;

/** What should be on a node beside what is. */
export function compare({ live, found, hasRestarted, now }: Compared): Comparison {
  const byName = new Map(found.map((entry) => [nameOf(entry), entry]));
  const standing = live.filter((entry) => isToStand(entry, now));
  const missing = standing.filter((entry) => !byName.has(nameOf(entry)));
  // All at once is no decision about a line: the node was emptied.
  const isEmptied = missing.length > 1 && missing.length === standing.length;
  const isForgotten = hasRestarted || isEmptied;
  const latest = latestEnds(standing);
  const ours = new Set(live.map(({ restrictionId }) => restrictionId));
  return {
    isForgotten,
    lost: missing.filter(({ isDestination }) => isForgotten || isDestination),
    lifted: missing.filter(({ isDestination }) => !isForgotten && !isDestination),
    open: live.filter(({ state, liftedAt }) => state === 'applied' && liftedAt !== null),
    differing: standing.filter((entry) =>
      differs(byName.get(nameOf(entry)), latest.get(nameOf(entry))),
    ),
    foreign: found.filter((entry) => isForeign(entry, ours)),
  };
}

/** What was never read back is still being worked on, by the job of its restriction. */
function isToStand({ state, readAt, liftedAt, until }: LiveBarEntry, now: number): boolean {
  return (
    state === 'applied' && readAt !== null && liftedAt === null && until > now + ABOUT_TO_END_MS
  );
}

/** Of two restrictions of one line the later end stands. */
function latestEnds(standing: readonly LiveBarEntry[]): Map<string, number> {
  const latest = new Map<string, number>();
  for (const entry of standing) {
    const name = nameOf(entry);
    latest.set(name, Math.max(entry.until, latest.get(name) ?? 0));
  }
  return latest;
}

function differs(found: FoundEntry | undefined, latest = 0): boolean {
  if (found === undefined) return false;
  return found.owner === undefined || Math.abs(found.owner.until - latest) > SAME_MS;
}

/** What is allowed by name may be an operator's own. */
function isForeign({ list, owner }: FoundEntry, ours: ReadonlySet<string>): boolean {
  if (list === 'allowed') return false;
  return owner === undefined || !ours.has(owner.restrictionId);
}
