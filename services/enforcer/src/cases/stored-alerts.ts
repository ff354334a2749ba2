import type { Engine } from '@sekisho/clickhouse';
import type { CaseFacts } from '@sekisho/ledger';

/** An alert as it was stored last. Times are epoch ms. */
export interface StoredAlert {
  alertId: string;
  subscriber: string;
  service: string;
  openedAt: number;
  step: number;
  /** `''` where nothing was decided. */
  restrictionId: string;
  facts: CaseFacts;
}

interface Row {
  alertId: string;
  subscriber: string;
  service: string;
  openedAt: string;
  firstAt: string;
  lastAt: string;
  closedAt: string | null;
  severity: 'warning' | 'critical';
  score: number;
  findings: [string, number, number, number][];
  evidence: [string, number][];
  calls: string;
  costMilliYen: string;
  countries: string[];
  restrictionId: string;
  step: number;
}

/** The alerts of a topic that detectors stored something of since an instant (epoch ms). */
export async function storedAlerts(
  engine: Engine,
  topic: string,
  since: number,
): Promise<StoredAlert[]> {
  const rows = await engine.query<Row>(
    `select alert_id as alertId, newest.1 as subscriber, newest.2 as service,
        newest.3 as openedAt, newest.4 as firstAt, newest.5 as lastAt, newest.6 as closedAt,
        newest.7 as severity, newest.8 as score, newest.9 as findings, newest.10 as evidence,
        newest.11 as calls, newest.12 as costMilliYen, newest.13 as countries,
        newest.14 as restrictionId, newest.15 as step
      from
      (
        select alert_id, argMax(tuple(
            subscriber, service, toUnixTimestamp64Milli(opened_at), toUnixTimestamp64Milli(since),
            toUnixTimestamp64Milli(last_at), toUnixTimestamp64Milli(closed_at),
            toString(severity), score,
            arrayMap(r -> tuple(r.rule, r.observed, r.threshold, r.window), rules),
            arrayMap(e -> tuple(e.name, e.points), evidence),
            calls, toInt64(cost_jpy * 1000), countries, restriction_id, step
          ), (\`offset\`, step)) as newest
        from alert_version
        where topic = {topic:String} and ingested_at >= fromUnixTimestamp({since:UInt32})
        group by alert_id
      )`,
    { topic, since: Math.floor(since / 1000) },
  );
  return rows.map(alertOf);
}

function alertOf(row: Row): StoredAlert {
  const { alertId, subscriber, service, restrictionId, step } = row;
  const weighed = row.evidence.filter(([, points]) => points > 0).sort((a, b) => b[1] - a[1]);
  return {
    alertId,
    subscriber,
    service,
    restrictionId,
    step,
    openedAt: Number(row.openedAt),
    facts: {
      firstAt: Number(row.firstAt),
      lastAt: Number(row.lastAt),
      closedAt: row.closedAt === null ? null : Number(row.closedAt),
      severity: row.severity,
      score: row.score,
      calls: Number(row.calls),
      costMilliYen: Number(row.costMilliYen),
      countries: row.countries,
      findings: row.findings.map(([rule, observed, threshold, window]) => ({
        rule,
        observed,
        threshold,
        window,
      })),
      evidence: [...new Set(weighed.map(([name]) => name))],
    },
  };
}
