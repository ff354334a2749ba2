import type { BarEntry, BarEntryMark } from './bar-entries.ts';
import type { Ledger, Run } from './ledger.ts';

/** Restrictions that bar now, of lines and of destinations. */
const IS_APPLIED = `(
  exists (select 1 from restriction as r
    where r.restriction_id = e.restriction_id and r.state = 'applied')
  or exists (select 1 from destination_restriction as d
    where d.target_key = e.restriction_id and d.state = 'applied'))`;

const IS_LIVE = `(
  exists (select 1 from restriction as r
    where r.restriction_id = e.restriction_id and r.state in ('applying', 'applied'))
  or exists (select 1 from destination_restriction as d
    where d.target_key = e.restriction_id and d.state in ('applying', 'applied')))`;

/** What those of these restrictions that are applied still are to have on a node. */
export function entriesToStand(
  { run }: { run: Run },
  node: string,
  restrictionIds: readonly string[],
): Promise<BarEntry[]> {
  return run<BarEntry>(
    `select e.* from bar_entry as e
      where e.restriction_id = any($2::text[]) and e.node = $1 and e.lifted_at is null
        and ${IS_APPLIED}
      order by e.restriction_id, e.list, e.key`,
    [node, restrictionIds],
  );
}

/** What is live on a node at the same places as theirs, of each other too; the later end first. */
export function rivalsOfAll(
  { run }: { run: Run },
  node: string,
  restrictionIds: readonly string[],
): Promise<BarEntry[]> {
  return run<BarEntry>(
    `select e.* from bar_entry as own
      join bar_entry as e on e.node = own.node and e.list = own.list and e.key = own.key
        and e.restriction_id <> own.restriction_id
      where own.restriction_id = any($2::text[]) and own.node = $1
        and e.lifted_at is null and ${IS_LIVE}
      order by e.until desc`,
    [node, restrictionIds],
  );
}

/** Notes what nodes said of entries, of any restrictions. */
export async function markEntries(
  { run }: Pick<Ledger, 'run'>,
  marks: readonly (BarEntryMark & Pick<BarEntry, 'restrictionId'>)[],
): Promise<void> {
  await run(
    `update bar_entry as e
      set read_at = m.read_at, problem = m.problem, prior = coalesce(e.prior, m.prior)
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[],
          $7::jsonb[])
        as m (restriction_id, node, list, key, read_at, problem, prior)
      where e.restriction_id = m.restriction_id and e.node = m.node and e.list = m.list
        and e.key = m.key`,
    [
      marks.map(({ restrictionId }) => restrictionId),
      marks.map(({ node }) => node),
      marks.map(({ list }) => list),
      marks.map(({ key }) => key),
      marks.map(({ readAt }) => (readAt === null ? null : new Date(readAt))),
      marks.map(({ problem }) => problem),
      marks.map(({ prior }) => (prior === undefined ? null : JSON.stringify(prior))),
    ],
  );
}
