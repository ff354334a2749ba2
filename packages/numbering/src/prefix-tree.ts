import type { Country } from './countries.ts';
import type { Rate } from './rate-deck.ts';
import type { RiskList } from './risk-list.ts';

/** What the three kinds of data say of one prefix. */
export interface PrefixNode {
  country: Country | null;
  rate: Rate | null;
  readonly lists: Set<string>;
  readonly children: (PrefixNode | undefined)[];
}

/** One tree for all prefixes, so that a number is walked once. */
export function buildPrefixTree(
  countries: readonly Country[],
  rates: readonly Rate[],
  riskLists: readonly RiskList[],
): PrefixNode {
  const root = createNode();
  for (const country of countries) nodeAt(root, country.prefix).country = country;
  for (const prefix of unassignedCodes(root)) nodeAt(root, prefix).country = unallocated(prefix);
  for (const rate of rates) nodeAt(root, rate.prefix).rate = rate;
  for (const list of riskLists) {
    for (const prefix of list.prefixes) nodeAt(root, prefix).lists.add(list.name);
  }
  return root;
}

function createNode(): PrefixNode {
  return { country: null, rate: null, lists: new Set(), children: new Array(10).fill(undefined) };
}

function nodeAt(root: PrefixNode, prefix: string): PrefixNode {
  let node = root;
  for (const digit of prefix) node = node.children[Number(digit)] ??= createNode();
  return node;
}

// Calling codes have at most three digits, and every one of one or two is assigned.
function unassignedCodes(root: PrefixNode): string[] {
  const codes = Array.from({ length: 900 }, (_, index) => String(100 + index));
  return codes.filter((code) => !isCovered(root, code));
}

function isCovered(root: PrefixNode, code: string): boolean {
  let node: PrefixNode | undefined = root;
  for (const digit of code) {
    node = node?.children[Number(digit)];
    if (node?.country) return true;
  }
  return false;
}

function unallocated(prefix: string): Country {
  const nobody = { iso2: null, nameEn: null, nameJa: null, class: 'unallocated' };
  return { prefix, ...nobody, fewestDigits: 5, mostDigits: 15 };
}
