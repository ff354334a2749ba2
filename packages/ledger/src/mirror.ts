import type { Ledger } from './ledger.ts';

/** A transition with as much of its restriction as never changes. Times are epoch ms. */
export interface UnmirroredTransition {
  restrictionId: string;
  seq: number;
  alertId: string;
  subscriber: string;
  service: string;
  kind: string;
  scope: string;
  fromState: string | null;
  toState: string;
  /** When it happened. */
  transitionAt: number;
  by: string;
  reason: string;
  detail: unknown;
  /** Of the restriction, as it stood after the transition. */
  at: number;
  until: number;
  decidedBy: string;
  severity: 'warning' | 'critical';
  score: number;
  rules: readonly string[];
}

/** The oldest that nobody has mirrored yet. */
export function unmirroredTransitions(
  ledger: Ledger,
  limit: number,
): Promise<UnmirroredTransition[]> {
  return ledger.run<UnmirroredTransition>(
    `select t.restriction_id, t.seq, r.alert_id, r.subscriber, r.service, r.kind, r.scope,
        t.from_state, t.to_state, t.at as transition_at, t.by, t.reason, t.detail, r.at, t.until,
        t.decided_by, r.severity, r.score, r.rules
      from restriction_transition as t
      inner join restriction as r on r.restriction_id = t.restriction_id
      where t.mirrored_at is null
      order by t.at, t.restriction_id, t.seq
      limit $1`,
    [limit],
  );
}

export async function markMirrored(
  ledger: Ledger,
  transitions: readonly Pick<UnmirroredTransition, 'restrictionId' | 'seq'>[],
  now: number,
): Promise<void> {
  await ledger.run(
    `update restriction_transition as t set mirrored_at = $3
      from unnest($1::text[], $2::integer[]) as m (restriction_id, seq)
      where t.restriction_id = m.restriction_id and t.seq = m.seq`,
    [
      transitions.map(({ restrictionId }) => restrictionId),
      transitions.map(({ seq }) => seq),
      new Date(now),
    ],
  );
}

export async function countUnmirrored(ledger: Ledger): Promise<number> {
  const [row] = await ledger.run<{ count: number }>(
    'select count(*)::integer as count from restriction_transition where mirrored_at is null',
  );
  return row?.count ?? 0;
}
