import type { Engine } from '@sekisho/clickhouse';
import type { JudgedAlert } from './operations.ts';

type Told = Omit<JudgedAlert, 'alertId' | 'verdict'>;

/** Times are epoch ms; 64-bit integers come as text. */
interface StoredAlert {
  alertId: string;
  subscriber: string;
  firstAt: string;
  lastAt: string;
  calls: string;
}

type StoredCalls = Pick<StoredAlert, 'alertId' | 'lastAt' | 'calls'>;

/** As many ids as fit a statement. */
const BATCH = 1000;

/** What the store tells of alerts, by their ids. */
export async function readJudged(
  engine: Engine,
  alertIds: readonly string[],
): Promise<Map<string, Told>> {
  const told = new Map<string, Told>();
  for (let from = 0; from < alertIds.length; from += BATCH) {
    const ids = alertIds.slice(from, from + BATCH);
    const calls = new Map((await readCalls(engine, ids)).map((each) => [each.alertId, each]));
    for (const alert of await readAlerts(engine, ids)) {
      told.set(alert.alertId, toldOf(alert, calls.get(alert.alertId)));
    }
  }
  return told;
}

function toldOf(alert: StoredAlert, { lastAt, calls }: StoredCalls | undefined = alert): Told {
  return {
    subscriber: alert.subscriber,
    firstAt: Number(alert.firstAt),
    lastAt: Math.max(Number(alert.lastAt), Number(lastAt)),
    calls: Math.max(Number(alert.calls), Number(calls)),
  };
}

function readAlerts(engine: Engine, ids: readonly string[]): Promise<StoredAlert[]> {
  return engine.query<StoredAlert>(
    `select alert_id as alertId, subscriber, toString(toUnixTimestamp64Milli(since)) as firstAt,
            toString(toUnixTimestamp64Milli(last_at)) as lastAt, toString(a.calls) as calls
       from alert as a where alert_id in {ids:Array(String)}`,
    { ids },
  );
}

/**
 * The subscriber's calls abroad within each alert. They tell more than the alert while that is
 * open, since its steps are written as it grows, not call by call; and a call that was up when it
 * fired last ends later than that. Calls are kept for a shorter time than alerts.
 */
function readCalls(engine: Engine, ids: readonly string[]): Promise<StoredCalls[]> {
  return engine.query<StoredCalls>(
    `select a.alert_id as alertId, toString(uniqExact(c.call_ref)) as calls,
            toString(max(toUnixTimestamp64Milli(coalesce(c.ended_at, c.last_at)))) as lastAt
       from call as c
      inner join (select * from alert where alert_id in {ids:Array(String)}) as a
         on c.subscriber = a.subscriber
      where c.subscriber in (
              select subscriber from alert_version where alert_id in {ids:Array(String)})
        and c.kind = 'international' and c.direction = 'outbound' and not c.barred
        and c.started_at >= a.since and (a.closed_at is null or c.started_at <= a.last_at)
      group by a.alert_id`,
    { ids },
  );
}
