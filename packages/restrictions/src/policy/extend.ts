import type { Extension } from './policy.ts';

/** A bar, and how lately its line tried all the same. Times are epoch ms. */
export interface Attempted {
  at: number;
  until: number;
  /** Refused calls within one step before `last`. */
  attempts: number;
  last: number;
}

export type Extended = { kind: 'prolong'; until: number } | { kind: 'cap' };

/**
 * A bar stands until nobody has tried for a step, and is prolonged by a step at a time. At the cap
 * a person decides. Nothing where it lasts long enough as it is.
 */
export function extendBar(
  { at, until, attempts, last }: Attempted,
  { byMs, upToMs, attempts: enough }: Extension,
): Extended | undefined {
  if (attempts < enough || last + byMs <= until) return undefined;
  const cap = at + upToMs;
  if (until >= cap) return { kind: 'cap' };
  return { kind: 'prolong', until: Math.min(cap, until + byMs) };
}
