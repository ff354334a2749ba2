/** The fields of a record in the order in which faults are looked for. */
export const RAW_FIELDS = [
  'source',
  'callId',
  'event',
  'at',
  'subscriber',
  'line',
  'service',
  'direction',
  'legKind',
  'divertedFrom',
  'calling',
  'called',
  'startedAt',
  'answeredAt',
  'endedAt',
  'durationSec',
  'cause',
  'barred',
  'correlationId',
  'sourceIp',
  'userAgent',
  'trunk',
  'costJpy',
] as const;

export type RawField = (typeof RAW_FIELDS)[number];

/** The fields of a record as JSON gave them, nothing checked. */
export type RawRecord = { [field in RawField]: unknown };

/**
 * The known fields of `values`. One literal makes all of them, in the order of `RAW_FIELDS`, so
 * that whatever reads them sees one shape of object and stays fast.
 */
export function rawRecord(values: Partial<RawRecord>): RawRecord {
  return {
    source: values.source,
    callId: values.callId,
    event: values.event,
    at: values.at,
    subscriber: values.subscriber,
    line: values.line,
    service: values.service,
    direction: values.direction,
    legKind: values.legKind,
    divertedFrom: values.divertedFrom,
    calling: values.calling,
    called: values.called,
    startedAt: values.startedAt,
    answeredAt: values.answeredAt,
    endedAt: values.endedAt,
    durationSec: values.durationSec,
    cause: values.cause,
    barred: values.barred,
    correlationId: values.correlationId,
    sourceIp: values.sourceIp,
    userAgent: values.userAgent,
    trunk: values.trunk,
    costJpy: values.costJpy,
  };
}
