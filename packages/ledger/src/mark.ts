import type { Ledger } from './ledger.ts';

export interface Mark {
  mark: number;
  /** Epoch ms up to which a person has been told of what is lacking. */
  toldUntil: number | null;
}

/** How far the ledger has come: a counter that only grows. */
export async function readMark(ledger: Ledger): Promise<Mark> {
  const [row] = await ledger.run<Mark>('select mark, told_until from ledger_mark');
  return row!;
}

/**
 * Counts on, where the ledger is no older than what was seen of it. @param now epoch ms
 * @returns the new mark, or nothing where the ledger's is below `seen`
 */
export async function raiseMark(
  ledger: Ledger,
  seen: number,
  now: number,
): Promise<number | undefined> {
  const [row] = await ledger.run<{ mark: number }>(
    'update ledger_mark set mark = mark + 1, marked_at = $2 where mark >= $1 returning mark',
    [seen, new Date(now)],
  );
  return row?.mark;
}

/** Goes on from what was seen of a newer copy, which a person has been told of. */
export async function liftMark(ledger: Ledger, seen: number, now: number): Promise<void> {
  await ledger.run(
    'update ledger_mark set mark = greatest(mark, $1), marked_at = $2, told_until = $2',
    [seen, new Date(now)],
  );
}

/** How far a restriction had come, as somebody else remembers it. */
export interface RememberedState {
  restrictionId: string;
  seq: number;
}

export interface Lacking extends RememberedState {
  /** `null` where the ledger does not know the restriction at all. */
  ledgerSeq: number | null;
  ledgerState: string | null;
}

/** Of what is remembered: what the ledger has not come to. */
export function lackingStates(
  ledger: Ledger,
  remembered: readonly RememberedState[],
): Promise<Lacking[]> {
  return ledger.run<Lacking>(
    `select m.restriction_id, m.seq, r.seq as ledger_seq, r.state as ledger_state
      from unnest($1::text[], $2::integer[]) as m (restriction_id, seq)
      left join restriction as r on r.restriction_id = m.restriction_id
      where r.seq is null or r.seq < m.seq
      order by m.restriction_id`,
    [remembered.map(({ restrictionId }) => restrictionId), remembered.map(({ seq }) => seq)],
  );
}
