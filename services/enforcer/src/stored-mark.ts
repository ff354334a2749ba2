import type { Engine } from '@sekisho/clickhouse';
import type { RememberedState } from '@sekisho/ledger';

const LOOK_BACK_MS = 30 * 86_400_000;

/** How far the store saw the ledger come. */
export async function storedMark(engine: Engine): Promise<number> {
  const [row] = await engine.query<{ mark: number }>('select max(mark) as mark from ledger_mark');
  return Number(row?.mark ?? 0);
}

/** @param now epoch ms */
export async function storeMark(engine: Engine, mark: number, now: number): Promise<void> {
  await engine.command(
    `insert into ledger_mark
      select 1, {mark:UInt32}, fromUnixTimestamp64Milli({now:Int64}, 'UTC')`,
    { mark, now },
  );
}

/** How far restrictions had come by what the ledger's mirror has of a month. */
export async function mirroredStates(
  engine: Engine,
  toldUntil: number,
  now: number,
): Promise<RememberedState[]> {
  const since = Math.max(toldUntil, now - LOOK_BACK_MS);
  return engine.query<RememberedState>(
    `select restriction_id as restrictionId, max(seq) as seq from restriction_event
      where transition_at > fromUnixTimestamp64Milli({since:Int64}) and startsWith(restriction_id, 'r-')
      group by restriction_id order by restriction_id`,
    { since },
  );
}
