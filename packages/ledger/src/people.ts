import { LedgerError } from './errors.ts';
import type { Ledger } from './ledger.ts';
import { type Move, moveRestriction } from './move.ts';
import { findLive, type Restriction, readRestriction } from './restriction.ts';

/** What a person asks for. */
export interface Request {
  restrictionId: string;
  by: string;
  /** In the person's words. */
  reason: string;
  /** Epoch ms. */
  now: number;
}

const TRIES = 3;

/**
 * Lets a line go, or declines a proposal. The enforcer does what the switch needs: it sees the
 * restriction at its next sweep, or at once by a `release` job with the transition returned here.
 * @throws LedgerError `conflict` where there is nothing to release, `unknown-restriction`
 */
export function requestRelease(ledger: Ledger, request: Request): Promise<Restriction> {
  return move(ledger, request, { event: 'release' });
}

/**
 * Bars a line by a person's decision: one in shadow, proposed, or refused by the switch before.
 * Where another bars the line for a shorter time, that one is prolonged, and returned.
 * @throws LedgerError `conflict` where it is live or over, or another bars the line as long
 */
export async function approveRestriction(ledger: Ledger, request: Request): Promise<Restriction> {
  try {
    return await move(ledger, request, { event: 'approve', decidedBy: request.by });
  } catch (error) {
    const prolonged = isConflict(error) ? await prolongOther(ledger, request) : undefined;
    if (prolonged === undefined) throw error;
    return prolonged;
  }
}

async function prolongOther(
  ledger: Ledger,
  { restrictionId, by, reason, now }: Request,
): Promise<Restriction | undefined> {
  const asked = await readRestriction(ledger, restrictionId);
  const live = asked.state === 'proposed' ? await findLive(ledger, asked) : undefined;
  if (live === undefined || live.state === 'releasing' || live.until >= asked.until) {
    return undefined;
  }
  const { until } = asked;
  const detail = { for: restrictionId, reason };
  const change = { event: 'prolong', by, now, until, decidedBy: by, detail } as const;
  return moveRestriction(ledger, live, change);
}

async function move(
  ledger: Ledger,
  { restrictionId, by, reason, now }: Request,
  change: Pick<Move, 'event' | 'decidedBy'>,
): Promise<Restriction> {
  for (let tries = 1; ; tries++) {
    const restriction = await readRestriction(ledger, restrictionId);
    try {
      return await moveRestriction(ledger, restriction, { ...change, by, now, detail: { reason } });
    } catch (error) {
      // The enforcer was faster: what is asked may well go in the state that it left.
      if (tries === TRIES || !isConflict(error)) throw error;
    }
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof LedgerError && error.code === 'conflict';
}
