import type { BarEntry, BarPlace } from '@sekisho/ledger';
import { formsOf, identitiesOf, type LineForm } from './identities.ts';

/** A contract that is barred, with its lines as the directory has them now. */
export interface BarredLines {
  /** The restriction's id. */
  key: string;
  service: string;
  subscriber: string;
  /** Epoch ms. */
  until: number;
  isKnown: boolean;
  lines: readonly string[];
  taken: readonly string[];
  /** Prefixes that may be called all the same. */
  allowed: readonly string[];
}

/** What a bar's entries lack or have too many, beside the lines of its contract. */
export interface LineChange {
  /** To be noted and put. */
  joined: BarPlace[];
  /** Noted, and no node is known to hold it: to be put. */
  lacking: BarEntry[];
  /** To be taken away. */
  left: BarEntry[];
}

interface Forms {
  forms: readonly LineForm[];
  countryCode?: string;
}

/**
 * Of the nodes on which the bar stands; what was barred elsewhere, or by another target, is not
 * barred here by a file of targets that changed. A contract that the directory has no more keeps
 * its lines, but for those that are another's now. What a person lifted is left as it is.
 */
export async function lineChangeOf(
  bar: BarredLines,
  entries: readonly BarEntry[],
  { forms, countryCode = '81' }: Forms,
): Promise<LineChange> {
  const linesOf = async () => bar.lines;
  const wanted = new Set(await identitiesOf(bar.subscriber, { linesOf, forms, countryCode }));
  const taken = new Set(bar.taken.flatMap((line) => formsOf(line, forms, countryCode)));
  const isLeft = (identity: string) =>
    !wanted.has(identity) && (bar.isKnown || taken.has(identity));
  const left = entries.filter((entry) => isLeft(identityOf(entry)));
  return {
    joined: nodesOf(entries).flatMap((node) => joinedOn(node, bar, entries, wanted)),
    lacking: entries.filter(
      (entry) => entry.readAt === null && entry.liftedAt === null && !left.includes(entry),
    ),
    left,
  };
}

export function isChange({ joined, lacking, left }: LineChange): boolean {
  return joined.length + lacking.length + left.length > 0;
}

function joinedOn(
  node: string,
  { allowed }: BarredLines,
  entries: readonly BarEntry[],
  wanted: ReadonlySet<string>,
): BarPlace[] {
  const own = entries.filter((entry) => entry.node === node && entry.list === 'line');
  const held = new Set(own.map(({ key }) => key));
  return [...wanted]
    .filter((identity) => !held.has(identity))
    .flatMap((identity) => [
      { node, list: 'line', key: identity },
      ...allowed.map(
        (prefix): BarPlace => ({ node, list: 'allowed', key: `${identity}:${prefix}` }),
      ),
    ]);
}

function nodesOf(entries: readonly BarEntry[]): string[] {
  return [...new Set(entries.filter(({ list }) => list === 'line').map(({ node }) => node))];
}

/** A credential may have a colon, a prefix has none. */
function identityOf({ list, key }: BarPlace): string {
  return list === 'allowed' ? key.slice(0, key.lastIndexOf(':')) : key;
}
