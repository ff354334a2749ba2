import type { BarList, BarPlace } from '@sekisho/ledger';
import { formsOf, type IdentityOptions, identitiesOf } from './identities.ts';
import { parseScope } from './scope.ts';
import type { SwitchNode } from './switch-node.ts';
import { type Barring, TargetError } from './target.ts';

type Place = Omit<BarPlace, 'node'>;

/** Every entry that a barring comes to: each line of the contract by itself, and what stays open. */
export async function placesOf(
  { subscriber, scope, allowed = [], exceptions = [] }: Barring,
  options: IdentityOptions,
): Promise<Place[]> {
  const parsed = parseScope(scope);
  if (parsed.kind === 'destination') {
    const { prefix } = parsed;
    const open = allowed.map((key): Place => ({ list: 'allowed', key: `*:${key}` }));
    const excepted = await Promise.all(exceptions.map((one) => identitiesOf(one, options)));
    // Not in the list of what is allowed, which opens a line that is barred itself, too.
    const except = [...new Set(excepted.flat())].map(
      (identity): Place => ({ list: 'destination', key: `${identity}:${prefix}` }),
    );
    return [...open, ...except, { list: 'destination', key: prefix }];
  }
  const { forms, countryCode = '81' } = options;
  const identities =
    parsed.kind === 'line'
      ? [...new Set(formsOf(parsed.line, forms, countryCode))]
      : await identitiesOf(subscriber, options);
  return identities.flatMap((identity) => [
    { list: 'line' as const, key: identity },
    ...allowed.map((prefix): Place => ({ list: 'allowed', key: `${identity}:${prefix}` })),
  ]);
}

/** @throws TargetError `refused` where a node keeps no such list */
export function onNode(node: SwitchNode, places: readonly Place[]): BarPlace[] {
  const lacking = places.find(({ list }) => !node.lists.includes(list));
  if (lacking !== undefined) {
    throw new TargetError('refused', `${node.name} cannot do this: ${WHAT[lacking.list]}`);
  }
  return places.map((place) => ({ node: node.name, ...place }));
}

const WHAT: Readonly<Record<BarList, string>> = {
  line: 'bar a line',
  destination: 'close a destination',
  allowed: 'leave something open',
};
