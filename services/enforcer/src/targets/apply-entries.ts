import type { BarEntry, BarEntryMark, BarPlace } from '@sekisho/ledger';
import { entryValue } from './entry-value.ts';
import { findEntries, holds, nameOf, SAME_MS } from './find-entries.ts';
import type { FoundEntry, SwitchNode } from './switch-node.ts';
import { TargetError } from './target.ts';

/** What somebody else had in an entry's place. */
interface Prior {
  value: string;
  /** Epoch ms at which it would have run out; `null` where the node does not tell. */
  until: number | null;
}

export interface NodeWork {
  node: SwitchNode;
  entries: readonly BarEntry[];
  /** Of other restrictions at the same places; those that last longest first. */
  rivals: readonly BarEntry[];
  /** Epoch ms. */
  now: number;
}

export interface NodeOutcome {
  marks: BarEntryMark[];
  /** What keeps it from holding them all. */
  error: TargetError | undefined;
}

type Found = ReadonlyMap<string, FoundEntry>;

/** Writes what lacks on one node, and reads all back: a node that says Ok has not yet done it. */
export async function applyEntries(work: NodeWork): Promise<NodeOutcome> {
  const { node, entries, now } = work;
  const priors = new Map<string, Prior>();
  try {
    const before = await findEntries(node, entries);
    for (const entry of entries) await write(work, entry, before, priors);
    return outcomeOf(entries, await findEntries(node, entries), priors, now);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    // What it holds by now is not known; at the next try it is looked at first.
    const problem = error.message;
    const marks = entries.map((entry) => ({ ...placeOf(entry), readAt: null, problem }));
    return { marks: withPriors(marks, priors), error };
  }
}

async function write(
  { node, rivals, now }: NodeWork,
  entry: BarEntry,
  before: Found,
  priors: Map<string, Prior>,
): Promise<void> {
  const found = before.get(nameOf(entry));
  if (holds(found, entry) && !isOwnAndLonger(found, entry)) return;
  // Two restrictions of one line: the entry is that of the later end.
  const rival = rivals.find((other) => nameOf(other) === nameOf(entry));
  const of = rival !== undefined && rival.until > entry.until ? rival : entry;
  const prior = await priorOf(node, found, now);
  if (prior !== undefined) priors.set(nameOf(entry), prior);
  const { list, key } = entry;
  // It outlives what it replaces, which would else end sooner should nobody be there to restore it.
  const until = Math.max(of.until, prior?.until ?? 0);
  await node.put({ list, key, value: entryValue(of.restrictionId, of.until), until });
}

/** A destination's end comes nearer where the restriction that lasted longest is gone. */
function isOwnAndLonger(
  found: FoundEntry | undefined,
  { restrictionId, until }: BarEntry,
): boolean {
  const owner = found?.owner;
  return owner?.restrictionId === restrictionId && owner.until > until + SAME_MS;
}

async function priorOf(
  node: SwitchNode,
  found: FoundEntry | undefined,
  now: number,
): Promise<Prior | undefined> {
  if (found === undefined || found.owner !== undefined) return undefined;
  const left = await node.timeLeft(found.list, found.key);
  return { value: found.value, until: left === undefined ? null : now + left };
}

function outcomeOf(
  entries: readonly BarEntry[],
  after: Found,
  priors: ReadonlyMap<string, Prior>,
  now: number,
): NodeOutcome {
  const marks = entries.map((entry) => {
    const isHeld = holds(after.get(nameOf(entry)), entry);
    const problem = isHeld ? null : 'said to be done, and is not there';
    return { ...placeOf(entry), readAt: isHeld ? now : null, problem };
  });
  const lacking = marks.filter(({ problem }) => problem !== null).length;
  const error =
    lacking === 0
      ? undefined
      : new TargetError(
          'unreachable',
          `holds ${marks.length - lacking} of ${marks.length} entries`,
        );
  return { marks: withPriors(marks, priors), error };
}

function withPriors(marks: BarEntryMark[], priors: ReadonlyMap<string, Prior>): BarEntryMark[] {
  return marks.map((mark) => {
    const prior = priors.get(nameOf(mark));
    return prior === undefined ? mark : { ...mark, prior };
  });
}

function placeOf({ node, list, key }: BarEntry): BarPlace {
  return { node, list, key };
}
