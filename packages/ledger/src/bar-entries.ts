import { LIFTED_BY_HAND, type RestrictionState } from '@sekisho/restrictions';
import { markEntries } from './bars-together.ts';
import type { Ledger, Run } from './ledger.ts';
import type { Restriction } from './restriction.ts';

export type BarList = 'line' | 'destination' | 'allowed';

/** Where an entry stands. */
export interface BarPlace {
  /** `target/node` */
  node: string;
  list: BarList;
  /** A line or trunk, a prefix, or `line:prefix`. */
  key: string;
}

/** What a restriction has, or is to have, on one node. Times are epoch ms. */
export interface BarEntry extends BarPlace {
  /** Of a line's restriction; of a destination its `targetKey`. */
  restrictionId: string;
  until: number;
  /** `null` while the node does not hold it, as far as is known. */
  readAt: number | null;
  liftedAt: number | null;
  problem: string | null;
  prior: unknown;
}

/** Of a restriction that is live, of a line or a destination: what else is known of it. */
export interface LiveBarEntry extends BarEntry {
  service: string;
  /** Of a destination `destination:PREFIX`, as its lease has it. */
  subscriber: string;
  state: RestrictionState;
  kind: Restriction['kind'];
  severity: Restriction['severity'];
  isDestination: boolean;
}

export type BarEntryMark = BarPlace & Pick<BarEntry, 'readAt' | 'problem'> & { prior?: unknown };

/** Notes what a restriction is to have. What was lifted by hand stays so unless `again`. */
export async function noteBarEntries(
  ledger: Ledger,
  restrictionId: string,
  places: readonly BarPlace[],
  { until, again }: { until: number; again: boolean },
): Promise<void> {
  await ledger.run(
    `insert into bar_entry as held (restriction_id, node, list, key, until)
      select $1, node, list, key, $5 from unnest($2::text[], $3::text[], $4::text[]) as t (node, list, key)
      on conflict (restriction_id, node, list, key) do update
        set until = excluded.until,
          lifted_at = case when $6 then null else held.lifted_at end`,
    [restrictionId, ...columns(places), new Date(until), again],
  );
}

export function barEntriesOf({ run }: { run: Run }, restrictionId: string): Promise<BarEntry[]> {
  return run<BarEntry>(
    'select * from bar_entry where restriction_id = $1 order by node, list, key',
    [restrictionId],
  );
}

/** Those of other restrictions that are live, at the same places: they must outlive a release. */
export function rivalEntries({ run }: { run: Run }, restrictionId: string): Promise<BarEntry[]> {
  return run<BarEntry>(
    `select other.* from bar_entry as own
      join bar_entry as other on other.node = own.node and other.list = own.list
        and other.key = own.key and other.restriction_id <> own.restriction_id
      where own.restriction_id = $1 and other.lifted_at is null
        and (exists (select 1 from restriction as r
            where r.restriction_id = other.restriction_id and r.state in ('applying', 'applied'))
          or exists (select 1 from destination_restriction as d
            where d.target_key = other.restriction_id and d.state in ('applying', 'applied')))
      order by other.until desc`,
    [restrictionId],
  );
}

/** Every entry that the restrictions which are live have on a node. */
export function liveBarEntries({ run }: { run: Run }, node: string): Promise<LiveBarEntry[]> {
  return run<LiveBarEntry>(
    `select e.*, r.service, r.subscriber, r.state, r.kind, r.severity, false as is_destination
      from bar_entry as e
      join restriction as r on r.restriction_id = e.restriction_id
      where e.node = $1 and r.state in ('applying', 'applied', 'releasing')
      union all
      select e.*, d.service, 'destination:' || d.prefix, d.state, 'fraud', 'critical', true
      from bar_entry as e
      join (
        -- Of two that stand for one destination, one applied is enough.
        select target_key, service, prefix,
            case when bool_or(state = 'applied') then 'applied' else min(state) end as state
          from destination_restriction where state in ('applying', 'applied', 'releasing')
          group by target_key, service, prefix
      ) as d on d.target_key = e.restriction_id
      where e.node = $1
      order by list, key`,
    [node],
  );
}

/** Notes what a node said of entries. */
export async function markBarEntries(
  ledger: Ledger,
  restrictionId: string,
  marks: readonly BarEntryMark[],
): Promise<void> {
  await markEntries(
    ledger,
    marks.map((mark) => ({ ...mark, restrictionId })),
  );
}

/**
 * Notes that a person took an entry away, and asks on the restriction what is to be.
 * @returns false where that is known
 */
export function noteLifted(
  ledger: Ledger,
  { restrictionId, node, list, key }: BarEntry,
  now: number,
): Promise<boolean> {
  return ledger.transaction(async (run) => {
    const lifted = await run(
      `update bar_entry set lifted_at = $5, read_at = null
        where restriction_id = $1 and node = $2 and list = $3 and key = $4 and lifted_at is null
        returning key`,
      [restrictionId, node, list, key, new Date(now)],
    );
    await run(
      "update restriction set problem = $2 where restriction_id = $1 and state = 'applied'",
      [restrictionId, `${LIFTED_BY_HAND} on ${node}: release it to agree, approve it to bar again`],
    );
    return lifted.length > 0;
  });
}

/** Asks again where it was forgotten: a bar that is moved loses what stood beside it. */
export async function remindLifted({ run }: { run: Run }, node: string): Promise<void> {
  await run(
    `update restriction as r set problem = $2 where state = 'applied' and problem is null
      and exists (select 1 from bar_entry as e where e.restriction_id = r.restriction_id
        and e.node = $1 and e.lifted_at is not null)`,
    [node, liftedOn(node)],
  );
}

/** Forgets what a restriction had: it is gone from all nodes. */
export async function dropBarEntries(
  { run }: { run: Run },
  restrictionId: string,
  nodes: readonly string[],
): Promise<void> {
  await run('delete from bar_entry where restriction_id = $1 and node = any($2::text[])', [
    restrictionId,
    nodes,
  ]);
}

/** Forgets some of what a restriction had, which is gone from there. */
export async function dropBarPlaces(
  { run }: { run: Run },
  restrictionId: string,
  places: readonly BarPlace[],
): Promise<void> {
  await run(
    `delete from bar_entry as e
      using unnest($2::text[], $3::text[], $4::text[]) as t (node, list, key)
      where e.restriction_id = $1 and e.node = t.node and e.list = t.list and e.key = t.key`,
    [restrictionId, ...columns(places)],
  );
}

/** What a node said last of since when it runs. */
export async function barNodeStart(
  { run }: { run: Run },
  node: string,
): Promise<string | undefined> {
  const [row] = await run<{ started: string }>('select started from bar_node where node = $1', [
    node,
  ]);
  return row?.started;
}

export async function noteBarNode(
  { run }: { run: Run },
  node: string,
  started: string,
  now: number,
): Promise<void> {
  await run(
    `insert into bar_node (node, started, read_at) values ($1, $2, $3)
      on conflict (node) do update set started = excluded.started, read_at = excluded.read_at`,
    [node, started, new Date(now)],
  );
}

function liftedOn(node: string): string {
  return `${LIFTED_BY_HAND} on ${node}: release it to agree, approve it to bar again`;
}

function columns(places: readonly BarPlace[]): [string[], string[], string[]] {
  return [
    places.map(({ node }) => node),
    places.map(({ list }) => list),
    places.map(({ key }) => key),
  ];
}
