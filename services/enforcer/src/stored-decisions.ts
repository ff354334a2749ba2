import type { Engine } from '@sekisho/clickhouse';
import type { StoredEvidence } from '@sekisho/ledger';
import type { RestrictionDecision } from '@sekisho/restrictions';

/** The decisions of a topic that detectors stored since an instant, each with its newest evidence. */
export async function storedEvidence(
  engine: Engine,
  topic: string,
  since: number,
): Promise<StoredEvidence[]> {
  const rows = await engine.query<{ restrictionId: string; evidenceAt: string }>(
    `select restriction_id as restrictionId, toUnixTimestamp64Milli(max(last_at)) as evidenceAt
      from alert_version
      where topic = {topic:String} and restriction_id != ''
        and ingested_at >= fromUnixTimestamp({since:UInt32})
      group by restriction_id`,
    { topic, since: Math.floor(since / 1000) },
  );
  return rows.map(({ restrictionId, evidenceAt }) => ({
    restrictionId,
    evidenceAt: Number(evidenceAt),
  }));
}

interface Row extends Omit<RestrictionDecision, Instant | 'seen'> {
  costMilliYen: string;
  countries: string[];
  evidence: string[];
  at: string;
  until: string;
  evidenceAt: string;
  evidenceStartedAt: string;
}

type Instant = 'at' | 'until' | 'evidenceAt' | 'evidenceStartedAt';

/** Decisions as their newest step has them. */
export async function storedDecisions(
  engine: Engine,
  topic: string,
  restrictionIds: readonly string[],
): Promise<RestrictionDecision[]> {
  const rows = await engine.query<Row>(
    `select restriction_id as restrictionId, newest.1 as alertId, newest.2 as subscriber,
        newest.3 as service, 'fraud' as kind, 'international' as scope, newest.4 as at,
        newest.5 as until, newest.6 as severity, newest.7 as score, newest.8 as rules,
        newest.9 as evidenceAt, newest.10 as evidenceStartedAt, newest.11 as step,
        newest.12 as rulesVersion, newest.13 as costMilliYen, newest.14 as countries,
        newest.15 as evidence
      from
      (
        select restriction_id, argMax(tuple(
            alert_id, subscriber, service,
            toUnixTimestamp64Milli(assumeNotNull(restricted_at)),
            toUnixTimestamp64Milli(assumeNotNull(restricted_until)),
            severity, score, arrayDistinct(arrayMap(r -> r.rule, rules)),
            toUnixTimestamp64Milli(last_at), toUnixTimestamp64Milli(evidence_started_at),
            step, rules_version, toInt64(cost_jpy * 1000), countries,
            arrayDistinct(arrayMap(e -> e.name, arrayFilter(e -> e.points > 0, evidence)))
          ), (\`offset\`, step)) as newest
        from alert_version
        where topic = {topic:String} and restriction_id in {ids:Array(String)}
        group by restriction_id
      )`,
    { topic, ids: restrictionIds },
  );
  return rows.map(({ costMilliYen, countries, evidence, ...row }) => ({
    ...row,
    seen: { countries, costMilliYen: Number(costMilliYen), evidence },
    at: Number(row.at),
    until: Number(row.until),
    evidenceAt: Number(row.evidenceAt),
    evidenceStartedAt: Number(row.evidenceStartedAt),
  }));
}
