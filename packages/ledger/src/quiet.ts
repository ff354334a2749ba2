import type { Quiet } from '@sekisho/restrictions';
import type { Run } from './ledger.ts';

/** Episodes of a subscriber that the newest answer says were his own, since an instant (epoch ms). */
export function quietsOf(
  { run }: { run: Run },
  { service, subscriber }: { service: string; subscriber: string },
  since: number,
): Promise<Quiet[]> {
  return run<Quiet>(
    `select q.countries, q.cost_milli_yen, q.evidence, q.since from quiet as q
      where q.service = $1 and q.subscriber = $2 and q.since > $3
        and not exists (
          select 1 from verdict as later
            where later.alert_id = q.alert_id and later.verdict_id > q.verdict_id)
      order by q.since desc`,
    [service, subscriber, new Date(since)],
  );
}
