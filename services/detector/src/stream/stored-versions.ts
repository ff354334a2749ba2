import type { Engine } from '@sekisho/clickhouse';
import type { AlertVersion, Evidence, Finding, Restriction, Severity } from '@sekisho/rules';
import { FILL_WITHIN } from './fill-within.ts';

type StoredEvidence = Evidence & Pick<Finding, 'rule'>;

/** As `JSONEachRow` gives it: 64-bit integers and decimals as text. */
interface StoredVersion {
  alertId: string;
  step: number;
  partition: number;
  position: string;
  madeAt: string;
  subscriber: string;
  service: string;
  openedAt: string;
  lastAt: string;
  firstAt: string;
  countedSince: string;
  evidenceStartedAt: string;
  closedAt: string | null;
  severity: Severity;
  score: number;
  rules: (Omit<Finding, 'calls' | 'evidence'> & { calls: (string | number)[] })[];
  evidence: StoredEvidence[];
  callCount: string;
  costMilliYen: string;
  countries: string[];
  restrictionId: string;
  restrictedAt: string | null;
  restrictedUntil: string | null;
  rulesVersion: string;
  weightsVersion: string;
}

/** The decisions stored of one partition. */
export interface StoredDecisions {
  /** By the offset that they were made at, in the order they were made. */
  byOffset: Map<number, AlertVersion[]>;
  /** The last offset that has one: up to it everything was decided. -1 where there is none. */
  through: number;
}

export function noDecisions(): StoredDecisions {
  return { byOffset: new Map(), through: -1 };
}

/** Where versions of alerts are kept: those that are acted on, and those of rules that are tried. */
export type VersionTable = 'alert_version' | 'candidate_version';

/** Reads back what was decided in the partitions within the horizon, by partition. */
export async function readDecisions(
  engine: Engine,
  topic: string,
  partitions: readonly number[],
  table: VersionTable = 'alert_version',
): Promise<Map<number, StoredDecisions>> {
  const stored = await engine.query<StoredVersion>(
    `select alert_id as alertId, step, partition, toString(\`offset\`) as position,
            ${millis('at', 'madeAt')}, subscriber, service,
            ${millis('opened_at', 'openedAt')}, ${millis('last_at', 'lastAt')},
            ${millis('first_at', 'firstAt')}, ${millis('since', 'countedSince')},
            ${millis('evidence_started_at', 'evidenceStartedAt')},
            ${millis('closed_at', 'closedAt')}, severity, score,
            rules, evidence, toString(stored.calls) as callCount, toString(toInt64(cost_jpy * 1000)) as costMilliYen, countries,
            restriction_id as restrictionId, ${millis('restricted_at', 'restrictedAt')},
            ${millis('restricted_until', 'restrictedUntil')}, rules_version as rulesVersion,
            weights_version as weightsVersion
       from ${table} as stored
      where topic = {topic:String} and partition in {partitions:Array(UInt32)} and ${FILL_WITHIN}
      order by partition, \`offset\`, stored.at, step
      limit 1 by alert_id, step, partition, \`offset\``,
    { topic, partitions },
  );
  const decisions = new Map<number, StoredDecisions>();
  const asDecided = new Map<string, Restriction>();
  for (const row of stored) {
    const of = decisions.get(row.partition) ?? noDecisions();
    decisions.set(row.partition, of);
    add(of, withRestriction(versionOf(row), asDecided));
  }
  return decisions;
}

/** A restriction says on what it was decided, which its alert may have outgrown since. */
function withRestriction(version: AlertVersion, asDecided: Map<string, Restriction>): AlertVersion {
  const { restriction } = version;
  if (restriction === null) return version;
  const first = asDecided.get(restriction.restrictionId) ?? restriction;
  asDecided.set(restriction.restrictionId, first);
  return { ...version, restriction: first };
}

function add(decisions: StoredDecisions, version: AlertVersion): void {
  const { offset } = version;
  const same = decisions.byOffset.get(offset);
  if (same === undefined) decisions.byOffset.set(offset, [version]);
  else same.push(version);
  decisions.through = Math.max(decisions.through, offset);
}

/** Epoch ms as text. */
function millis(column: string, name: string): string {
  return `toString(toUnixTimestamp64Milli(stored.${column})) as ${name}`;
}

function versionOf(row: StoredVersion): AlertVersion {
  const { alertId, step, subscriber, service, severity, score, countries, restrictionId } = row;
  const rules = row.rules.map((finding) => ({
    ...finding,
    calls: finding.calls.map(Number),
    ...evidenceOf(finding.rule, row.evidence),
  }));
  const restriction = {
    restrictionId,
    at: Number(row.restrictedAt),
    until: Number(row.restrictedUntil),
    severity,
    score,
    rules: rules.map(({ rule }) => rule),
  };
  return {
    alertId,
    step,
    offset: Number(row.position),
    at: Number(row.madeAt),
    subscriber,
    service,
    openedAt: Number(row.openedAt),
    lastAt: Number(row.lastAt),
    firstAt: Number(row.firstAt),
    since: Number(row.countedSince),
    evidenceStartedAt: Number(row.evidenceStartedAt),
    closedAt: row.closedAt === null ? null : Number(row.closedAt),
    severity,
    score,
    rules,
    calls: Number(row.callCount),
    costMilliYen: Number(row.costMilliYen),
    countries,
    restriction: restrictionId === '' ? null : restriction,
    ruleSetVersion: row.rulesVersion,
    weightsVersion: row.weightsVersion,
  };
}

/** Nothing of a finding that has none: findings of rules do without. */
function evidenceOf(rule: string, stored: readonly StoredEvidence[]): Pick<Finding, 'evidence'> {
  const of = stored.filter((each) => each.rule === rule);
  if (of.length === 0) return {};
  return { evidence: of.map(({ rule: _, ...each }) => each) };
}
