import type { Span } from '@sekisho/detector';
import { duration } from '@sekisho/runtime';
import { UsageError } from '../usage-error.ts';

const INSTANT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/**
 * The time that is looked at. Each end is so long ago (`90d`), or an instant (`2026-08-01`, which
 * is midnight UTC, or `2026-08-01T09:00+09:00`). @throws UsageError naming flag and mend
 */
export function spanOf({ since, until }: { since: string; until?: string }, now: number): Span {
  const from = instantOf('--since', since, now);
  const to = until === undefined ? now : instantOf('--until', until, now);
  if (from < to) return { from, until: to };
  throw new UsageError(`--since ${since}: not before the end of the span; name an earlier time`);
}

function instantOf(flag: string, text: string, now: number): number {
  const ago = duration.safeParse(text);
  if (ago.success && ago.data <= now) return now - ago.data;
  const at = INSTANT.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new UsageError(
    `${flag} ${text}: write how long ago, such as 90d, or a time such as 2026-08-01`,
  );
}
