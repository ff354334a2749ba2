import type { AlertEvidenceRow, AlertVersionRow, JournalRow } from '@sekisho/clickhouse';
import type { DataVersions } from '@sekisho/numbering';
import type { AlertVersion, Finding } from '@sekisho/rules';
import type { EnrichedRecord } from './outcome.ts';
import type { Position } from './position.ts';

/** Whether rules may ever read a record: then it is also journalled, in the order of its input. */
export function isJournalled({ row }: EnrichedRecord): boolean {
  return row.kind === 'international' || row.kind === 'unknown' || row.direction === 'inbound';
}

export function journalRow({ row, understood }: EnrichedRecord): JournalRow {
  return {
    topic: row.topic,
    partition: row.partition,
    offset: row.offset,
    at: row.at,
    subscriber: row.subscriber,
    service: row.service,
    line: row.line,
    source: row.source,
    callId: row.callId,
    event: row.event,
    direction: row.direction,
    legKind: row.legKind,
    kind: row.kind,
    iso2: row.iso2,
    countryKey: understood.destination?.countryKey ?? understood.candidate ?? undefined,
    prefix: row.prefix,
    class: understood.destination?.class,
    risk: row.risk,
    calledRef: row.calledRef,
    calledMasked: row.calledMasked,
    calledRange: row.calledRange ?? '',
    blockRef: row.blockRef ?? '',
    dialForm: row.dialForm ?? '',
    oddLength: row.oddLength ?? false,
    callingRef: row.callingRef,
    startedAt: row.startedAt,
    answeredAt: row.answeredAt,
    endedAt: row.endedAt,
    talkMs: row.durationSecMilli,
    costMilliYen: row.costJpyMilli,
    rated: row.costSource === 'switch',
    barred: row.barred,
    correlationId: row.correlationId,
    sourceIp: row.sourceIp,
    sourceCountry: row.sourceCountry ?? '',
    userAgent: row.userAgent,
    trunk: row.trunk,
    late: row.late,
    ingestedAt: row.ingestedAt,
  };
}

/**
 * An alert's growth step as it is stored, with the versions of all that it was decided on.
 * @param beside version of the rules that judged the same records beside those that made it
 */
export function alertVersionRow(
  version: AlertVersion,
  { topic, partition, ingestedAt }: Position,
  data: DataVersions,
  beside?: string,
): AlertVersionRow {
  const { restriction } = version;
  return {
    alertId: version.alertId,
    step: version.step,
    topic,
    partition,
    offset: version.offset,
    at: version.at,
    subscriber: version.subscriber,
    service: version.service,
    openedAt: version.openedAt,
    lastAt: version.lastAt,
    firstAt: version.firstAt,
    since: version.since,
    evidenceStartedAt: version.evidenceStartedAt,
    closedAt: version.closedAt ?? undefined,
    severity: version.severity,
    score: version.score,
    rules: version.rules,
    evidence: evidenceRows(version.rules),
    calls: version.calls,
    costJpyMilli: version.costMilliYen,
    countries: version.countries,
    restrictionId: restriction?.restrictionId,
    restrictedAt: restriction?.at,
    restrictedUntil: restriction?.until,
    rulesVersion: version.ruleSetVersion,
    ratesVersion: data.rates,
    listsVersion: data.riskLists,
    dialPlanVersion: data.dialPlan,
    weightsVersion: version.weightsVersion,
    besideVersion: beside,
    ingestedAt,
  };
}

function evidenceRows(findings: readonly Finding[]): AlertEvidenceRow[] {
  return findings.flatMap(({ rule, evidence = [] }) => evidence.map((each) => ({ rule, ...each })));
}
