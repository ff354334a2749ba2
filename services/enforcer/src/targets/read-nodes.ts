import { barEntriesOf } from '@sekisho/ledger';
import { findEntries, holds, nameOf } from './find-entries.ts';
import type { NodeTargetOptions } from './node-target.ts';
import type { SwitchNode } from './switch-node.ts';
import type { Held } from './target.ts';

/** What all nodes hold of a restriction: nothing where one of them lacks one of its entries. */
export async function readBackNodes(
  { nodes, ledger }: Pick<NodeTargetOptions, 'nodes' | 'ledger'>,
  key: string,
): Promise<Held | undefined> {
  const entries = (await barEntriesOf(ledger, key)).filter(({ liftedAt }) => liftedAt === null);
  let until = Number.POSITIVE_INFINITY;
  for (const node of nodes) {
    const own = entries.filter((entry) => entry.node === node.name);
    const found = await findEntries(node, own);
    if (own.length === 0 || !own.every((entry) => holds(found.get(nameOf(entry)), entry))) {
      return undefined;
    }
    until = Math.min(until, ...own.map((entry) => entry.until));
  }
  return { until, priorState: null, reference: null };
}

/** Which restrictions nodes hold. */
export async function listNodes(
  nodes: readonly SwitchNode[],
): Promise<{ key: string; until: number }[]> {
  const listed = new Map<string, number>();
  for (const node of nodes) {
    for (const list of node.lists) {
      for (const { owner } of await node.read(list)) {
        if (owner !== undefined) listed.set(owner.restrictionId, owner.until);
      }
    }
  }
  return [...listed].map(([key, until]) => ({ key, until }));
}
