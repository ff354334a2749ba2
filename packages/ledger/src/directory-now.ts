import type { Run } from './ledger.ts';

const IS_VALID = 'subscriber = $1 and valid_from <= $2 and $2 < valid_to';

/** A contract's lines at an instant (epoch ms), as the directory writes them. */
export async function linesOfSubscriber(
  { run }: { run: Run },
  subscriber: string,
  at: number,
): Promise<string[]> {
  const rows = await run<{ line: string }>(
    `select line from directory_line where ${IS_VALID}
      and exists (select 1 from directory_entry where ${IS_VALID}) order by line`,
    [subscriber, new Date(at)],
  );
  return rows.map(({ line }) => line);
}

/** As much of a subscriber as policies tell apart; nothing for whom the directory has not then. */
export async function traitsOfSubscriber(
  { run }: { run: Run },
  subscriber: string,
  at: number,
): Promise<{ kind: string; critical: boolean } | undefined> {
  const [found] = await run<{ kind: string; critical: boolean }>(
    `select kind, critical from directory_entry where ${IS_VALID}`,
    [subscriber, new Date(at)],
  );
  return found;
}
