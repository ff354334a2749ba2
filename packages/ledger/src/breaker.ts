import { LedgerError } from './errors.ts';
import { beginHold, type Hold } from './hold.ts';
import type { Ledger, Run } from './ledger.ts';
import type { Restriction } from './restriction.ts';

/** How many bars may begin by themselves within a time. */
export interface BreakerScope {
  /** `*` counts all. */
  service: string;
  bars: number;
  withinMs: number;
}

/** One bar more would be too many. */
export class BreakerFullError extends LedgerError {
  readonly scope: BreakerScope;

  constructor(scope: BreakerScope) {
    super('breaker-full', `${scope.service}: ${wordsOf(scope)}`);
    this.scope = scope;
  }
}

/** Who holds what the breaker stopped, in table hold. */
export const BREAKER = 'breaker';

/** Any number that nothing else in the database locks. */
const LOCK = 7_359_215;

/**
 * Counts the bars that others began, before the transaction that has begun one ends; its last
 * statement, since no two count at once: all that begin a bar wait for its end. What begins after a
 * person has ended the breaker's hold counts anew.
 * @throws BreakerFullError for the first scope in which this is one too many
 */
export async function countBar(
  run: Run,
  { restrictionId }: Pick<Restriction, 'restrictionId'>,
  scopes: readonly BreakerScope[],
  now: number,
): Promise<void> {
  if (scopes.length === 0) return;
  await run('select pg_advisory_xact_lock($1)', [LOCK]);
  for (const scope of scopes) {
    const others = await othersBegun(run, restrictionId, scope, now);
    if (others >= scope.bars) throw new BreakerFullError(scope);
  }
}

async function othersBegun(
  run: Run,
  restrictionId: string,
  { service, withinMs }: BreakerScope,
  now: number,
): Promise<number> {
  const [row] = await run<{ count: number }>(
    `select count(distinct t.restriction_id)::integer as count
      from restriction_transition as t
      inner join restriction as r on r.restriction_id = t.restriction_id
      where t.to_state = 'applying' and t.by = 'auto' and t.reason in ('decided', 'fresh-evidence')
        and ($1 = '*' or r.service = $1) and t.at > $2 and t.restriction_id <> $4
        and t.at > coalesce(
          (select max(ended_at) from hold where service = $1 and by = $3), '-infinity')`,
    [service, new Date(now - withinMs), BREAKER, restrictionId],
  );
  return row!.count;
}

/** Stops automatic action until a person ends the hold. */
export function tripBreaker(ledger: Ledger, scope: BreakerScope, now: number): Promise<Hold> {
  const { service } = scope;
  return beginHold(ledger, { service, by: BREAKER, reason: wordsOf(scope), now });
}

function wordsOf({ bars, withinMs }: BreakerScope): string {
  return `more than ${bars} bars within ${withinMs / 60_000} min`;
}
