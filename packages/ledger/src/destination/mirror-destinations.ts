import type { Ledger } from '../ledger.ts';
import type { UnmirroredTransition } from '../mirror.ts';

/**
 * The oldest events that nobody has mirrored yet, in the form of transitions: no subscriber, no
 * alert, and the destination as scope.
 */
export function unmirroredDestinations(
  ledger: Ledger,
  limit: number,
): Promise<UnmirroredTransition[]> {
  return ledger.run<UnmirroredTransition>(
    `select e.destination_id as restriction_id, e.seq, '' as alert_id, '' as subscriber, d.service,
        'fraud' as kind, 'destination:' || d.prefix as scope, e.from_state, e.to_state,
        e.at as transition_at, e.by, e.reason, e.detail, d.at, e.until, d.requested_by as decided_by,
        'critical' as severity, 0::double precision as score, array[]::text[] as rules
      from destination_event as e
      inner join destination_restriction as d on d.destination_id = e.destination_id
      where e.mirrored_at is null
      order by e.at, e.destination_id, e.seq
      limit $1`,
    [limit],
  );
}

export async function markDestinationsMirrored(
  ledger: Ledger,
  events: readonly Pick<UnmirroredTransition, 'restrictionId' | 'seq'>[],
  now: number,
): Promise<void> {
  await ledger.run(
    `update destination_event as e set mirrored_at = $3
      from unnest($1::text[], $2::integer[]) as m (destination_id, seq)
      where e.destination_id = m.destination_id and e.seq = m.seq`,
    [events.map(({ restrictionId }) => restrictionId), events.map(({ seq }) => seq), new Date(now)],
  );
}

export async function countUnmirroredDestinations(ledger: Ledger): Promise<number> {
  const [row] = await ledger.run<{ count: number }>(
    'select count(*)::integer as count from destination_event where mirrored_at is null',
  );
  return row?.count ?? 0;
}
