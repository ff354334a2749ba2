import type { Ledger } from '@sekisho/ledger';
import { eventually } from '../../support/eventually.ts';

const WITHIN_MS = 60_000;

/** When each subscriber's bar was noted as read back from every node; epoch ms. */
export async function appliedAt(
  ledger: Ledger,
  subscribers: readonly string[],
): Promise<Map<string, number>> {
  const read = async () => {
    const rows = await ledger.run<{ subscriber: string; at: number }>(
      `select r.subscriber, min(t.at) as at from restriction as r
        join restriction_transition as t on t.restriction_id = r.restriction_id
        where t.to_state = 'applied' and r.subscriber = any($1::text[]) group by r.subscriber`,
      [subscribers],
    );
    return new Map(rows.map(({ subscriber, at }) => [subscriber, at]));
  };
  await eventually(async () => (await read()).size === subscribers.length, WITHIN_MS);
  return read();
}

/** How many others were decided on, and what became of that. */
export async function otherDecisions(ledger: Ledger, prefix: string): Promise<string> {
  const rows = await ledger.run<{ state: string; reason: string; count: string }>(
    `select state, reason, count(*)::text as count from restriction
      where not starts_with(subscriber, $1) group by state, reason order by state, reason`,
    [prefix],
  );
  if (rows.length === 0) return 'no other decided on';
  return rows.map(({ state, reason, count }) => `${count} others ${state} (${reason})`).join(', ');
}
