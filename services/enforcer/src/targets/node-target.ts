import { barEntriesOf, dropBarEntries, type Ledger, noteBarEntries } from '@sekisho/ledger';
import { onNode, placesOf } from './entries.ts';
import type { IdentityOptions } from './identities.ts';
import { createLineFollower } from './line-follower.ts';
import { dropOthers } from './node-exceptions.ts';
import { applyOnAll, releaseOnAll, workOf } from './node-work.ts';
import { listNodes, readBackNodes } from './read-nodes.ts';
import type { SwitchNode } from './switch-node.ts';
import type { Barring, Capabilities, Target } from './target.ts';

export interface NodeTargetOptions {
  name: string;
  nodes: readonly SwitchNode[];
  identities: IdentityOptions;
  ledger: Ledger;
  /** Epoch ms. */
  now(): number;
}

/** A target of several nodes: a line is barred when each of them says so, for each of its lines. */
export function createNodeTarget(options: NodeTargetOptions): Target {
  const { name, nodes, ledger } = options;
  const can = capabilitiesOf(nodes);
  return {
    name,
    can,
    nodes,
    lines: createLineFollower(options),
    async apply(request) {
      const places = await placesOf(request, options.identities);
      const placed = nodes.flatMap((node) => onNode(node, places));
      const { key, until, again = false } = request;
      // Noted first: after a crash it is known what may stand where.
      await noteBarEntries(ledger, key, placed, { until, again });
      if (request.exceptions !== undefined) await dropOthers(options, key, placed);
      await applyOnAll(options, key);
      return { until, priorState: null, reference: null };
    },
    readBack: ({ key }) => readBackNodes(options, key),
    async release({ key }) {
      await releaseOnAll(await workOf(options, key, 'all'));
      const names = nodes.map((node) => node.name);
      await dropBarEntries(ledger, key, names);
    },
    list: () => listNodes(nodes),
    ...(can.teardown ? { endCalls: (barring: Barring) => endCalls(options, barring) } : {}),
    close: () => {
      for (const node of nodes) node.close();
    },
  };
}

function capabilitiesOf(nodes: readonly SwitchNode[]): Capabilities {
  const isKept = (list: SwitchNode['lists'][number]) => nodes.every((n) => n.lists.includes(list));
  return {
    expireByItself: true,
    readBack: true,
    list: true,
    teardown: nodes.some(({ endCalls }) => endCalls !== undefined),
    destination: isKept('destination'),
    forwarding: true,
    allBut: isKept('allowed'),
  };
}

async function endCalls({ nodes, ledger }: NodeTargetOptions, { key }: Barring) {
  const entries = await barEntriesOf(ledger, key);
  const lines = entries.filter(({ list, liftedAt }) => list === 'line' && liftedAt === null);
  const identities = [...new Set(lines.map((line) => line.key))];
  if (identities.length === 0) return [];
  const ended = await Promise.all(nodes.map((node) => node.endCalls?.(identities) ?? []));
  return ended.flat();
}
