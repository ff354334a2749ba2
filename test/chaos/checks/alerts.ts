import type { Engine } from '@sekisho/clickhouse';
import type { Book } from '../traffic/book.ts';
import type { Differences } from './differences.ts';

export interface AlertRow {
  alertId: string;
  subscriber: string;
  severity: string;
  restrictionId: string;
}

/** One alert per attacked subscriber, and none of anybody else. */
export async function checkAlerts(
  engine: Engine,
  book: Book,
  found: Differences,
): Promise<AlertRow[]> {
  const rows = await engine.query<AlertRow>(
    `select alert_id as alertId, subscriber, severity, restriction_id as restrictionId from alert`,
  );
  const per = Map.groupBy(rows, ({ subscriber }) => subscriber);
  for (const subscriber of book.attacks.keys()) {
    const count = per.get(subscriber)?.length ?? 0;
    if (count !== 1) found.note('attacks with none or several alerts', `${subscriber}: ${count}`);
  }
  for (const row of rows) {
    if (!book.attacks.has(row.subscriber))
      found.note('alerts of the harmless', JSON.stringify(row));
    if (row.severity !== 'critical' || row.restrictionId === '')
      found.note('alerts that restrict nobody', JSON.stringify(row));
  }
  await checkSteps(engine, found);
  found.counted(`${rows.length} alerts, ${book.attacks.size} attacks`);
  return rows;
}

// A step decided twice with different facts would have been invented again after a crash.
async function checkSteps(engine: Engine, found: Differences): Promise<void> {
  const rows = await engine.query<{ alertId: string; step: number }>(
    `select alert_id as alertId, step from alert_version group by alert_id, step
      having uniqExact(topic, partition, \`offset\`, at, severity, restriction_id) > 1`,
  );
  for (const row of rows) found.note('steps with two versions', JSON.stringify(row));
}
