import { type RestrictionEvent, type Transition, transitionOf } from '@sekisho/restrictions';
import { type BreakerScope, countBar } from './breaker.ts';
import { LedgerError } from './errors.ts';
import { holdLease, type Lease } from './lease.ts';
import type { Ledger, Run } from './ledger.ts';
import { nextAtOf } from './next-at.ts';
import type { Restriction } from './restriction.ts';
import { addTransition } from './transition.ts';

export interface Move {
  event: RestrictionEvent;
  /** `auto`, or a person. */
  by: string;
  /** Epoch ms. */
  now: number;
  /** Under which the enforcer works; a person needs none. */
  lease?: Lease;
  detail?: Readonly<Record<string, unknown>>;
  /** The new end, for `prolong`. */
  until?: number;
  /** Who decided from now on, for `approve`. */
  decidedBy?: string;
  /** What the switch said, for `applied` and `read-back`. */
  answer?: { priorState: unknown; reference: string | null };
  problem?: string;
  /** How many bars may begin; none where it is not asked. */
  limits?: readonly BreakerScope[];
}

/**
 * Moves a restriction as its state machine says, and writes the transition with it.
 * @throws LedgerError `conflict` when the event does nothing in that state, when the restriction
 * has moved since it was read, when the lease has passed, or when another holds the line;
 * `breaker-full` where `limits` are given and one bar more would be too many
 */
export async function moveRestriction(
  ledger: Ledger,
  restriction: Restriction,
  move: Move,
): Promise<Restriction> {
  const until = move.until ?? restriction.until;
  const transition = transitionOf({ ...restriction, until }, move.event, move.now);
  if (transition === undefined) throw impossible(restriction, move);
  return ledger.transaction(async (run) => {
    if (move.lease !== undefined) await holdLease(run, move.lease);
    const moved = await update(run, restriction, transition, { ...move, until });
    if (moved === undefined) throw overtaken(restriction);
    const { now: at, by, detail = {} } = move;
    await addTransition(run, moved, { from: restriction.state, at, by, detail });
    await countBar(run, moved, move.limits ?? [], at);
    return moved;
  });
}

async function update(
  run: Run,
  restriction: Restriction,
  { to, reason }: Transition,
  move: Move & { until: number },
): Promise<Restriction | undefined> {
  const { now, until, lease, answer } = move;
  const nextAt = nextAtOf(to, until, now, restriction.kind);
  const [moved] = await run<Restriction>(
    `update restriction
      set state = $4, reason = $5, until = $6, next_at = $7, ends_as = $8, fence = $9,
        seq = seq + 1, decided_by = $10, ended_at = $11, problem = $12,
        prior_state = coalesce(prior_state, $13), target_ref = coalesce($14, target_ref)
      where restriction_id = $1 and state = $2 and seq = $3
      returning *`,
    [
      restriction.restrictionId,
      restriction.state,
      restriction.seq,
      to,
      reason,
      new Date(until),
      nextAt === null ? null : new Date(nextAt),
      to === 'releasing' ? endOf(move) : null,
      lease?.fence ?? restriction.fence,
      move.decidedBy ?? restriction.decidedBy,
      isEnd(restriction, to) ? new Date(now) : null,
      move.problem ?? null,
      answer === undefined ? null : JSON.stringify(answer.priorState ?? null),
      answer?.reference ?? null,
    ],
  );
  return moved;
}

function endOf({ event }: Move): 'released' | 'expired' {
  return event === 'due' ? 'expired' : 'released';
}

/** What was never barred, nor declined by a person, says nothing about calls begun before. */
function isEnd({ state }: Restriction, to: Transition['to']): boolean {
  return to === 'released' || (state === 'releasing' && to === 'expired');
}

function impossible({ restrictionId, state }: Restriction, { event }: Move): LedgerError {
  return new LedgerError('conflict', `${restrictionId} is ${state}: ${event} does nothing there`);
}

function overtaken({ restrictionId }: Restriction): LedgerError {
  return new LedgerError('conflict', `${restrictionId} has moved since it was read`);
}
