import type { Destination } from './destination.ts';
import {
  type Combination,
  createDestinationTable,
  type DestinationTable,
} from './destination-table.ts';
import type { PrefixNode } from './prefix-tree.ts';

/** Longest-prefix match of country, rate and risk lists in one walk. */
export interface DestinationTrie {
  readonly destinations: readonly Destination[];
  /** `number` holds only ASCII digits: E.164 without `+`. */
  find(number: string): Destination;
}

interface Arrays {
  /** Ten child nodes a node; 0 is none, since the root is nobody's child. */
  readonly children: number[];
  /** Destination of a node. */
  readonly leaf: number[];
}

const NOTHING: Combination = { countryCode: '', country: null, rate: null, risk: [] };

export function createDestinationTrie(
  root: PrefixNode,
  riskOrder: readonly string[],
): DestinationTrie {
  const table = createDestinationTable();
  const arrays: Arrays = { children: [], leaf: [] };
  flatten(root, '', NOTHING, { arrays, table, riskOrder });
  return {
    destinations: table.destinations,
    find: finder(
      Int32Array.from(arrays.children),
      Int32Array.from(arrays.leaf),
      table.destinations,
    ),
  };
}

function finder(children: Int32Array, leaf: Int32Array, destinations: readonly Destination[]) {
  return (number: string): Destination => {
    let node = 0;
    for (let index = 0; index < number.length; index++) {
      const child = children[node * 10 + number.charCodeAt(index) - 48]!;
      if (child === 0) break;
      node = child;
    }
    return destinations[leaf[node]!]!;
  };
}

interface Flattening {
  readonly arrays: Arrays;
  readonly table: DestinationTable;
  readonly riskOrder: readonly string[];
}

function flatten(node: PrefixNode, prefix: string, above: Combination, into: Flattening): number {
  const { arrays, table } = into;
  const id = arrays.leaf.length;
  const here = combine(node, prefix, above, into.riskOrder);
  arrays.leaf.push(table.indexOf(here));
  for (let digit = 0; digit < 10; digit++) arrays.children.push(0);
  for (const [digit, child] of node.children.entries()) {
    if (child) arrays.children[id * 10 + digit] = flatten(child, `${prefix}${digit}`, here, into);
  }
  return id;
}

function combine(
  node: PrefixNode,
  prefix: string,
  above: Combination,
  riskOrder: readonly string[],
): Combination {
  return {
    countryCode: node.country && above.countryCode === '' ? prefix : above.countryCode,
    country: node.country ?? above.country,
    rate: node.rate ?? above.rate,
    risk: riskOrder.filter((name) => node.lists.has(name) || above.risk.includes(name)),
  };
}
