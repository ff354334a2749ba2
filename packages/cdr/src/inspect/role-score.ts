import { ROLE_WORDS, type Role } from './role-words.ts';

const LONGEST_NAME = 64;
const SAYS = 3;
const HINTS = 1;

/** How much a column's name speaks for a role: 3 says it, 1 hints at it, 0 says nothing. */
export function roleScore(title: string, role: Role): number {
  const words = ROLE_WORDS[role];
  const names = new Set([title, lastParts(title, 2), lastParts(title, 1)].map(plainName));
  if ([...names].some((name) => words.says.test(name))) return SAYS;
  return [...names].some((name) => words.hints?.test(name)) ? HINTS : 0;
}

/** Whether a cell is the name of something that call records have. */
export function isKnownName(cell: string): boolean {
  return (Object.keys(ROLE_WORDS) as Role[]).some((role) => roleScore(cell, role) === SAYS);
}

/** Lower case, words apart by `_`, full-width forms folded: `callStart Time` is `call_start_time`. */
export function plainName(title: string): string {
  // Longer ones are no names, and could cost much time.
  if (title.length > LONGEST_NAME) return '';
  return title
    .normalize('NFKC')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}ー]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/** Of a path in a document the last names: `call.from.number` is a `from.number`. */
function lastParts(title: string, count: number): string {
  return title.split('.').slice(-count).join('.');
}
