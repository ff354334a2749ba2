import type { Decoded } from './decoded.ts';
import {
  amountFault,
  atFault,
  calledFault,
  causeFault,
  choiceFault,
  endedAtFault,
  isBoolean,
  isDirection,
  isEvent,
  isLegKind,
  missing,
  nameFault,
  textFault,
  timeFault,
} from './field-faults.ts';
import type { RawRecord } from './raw-record.ts';
import {
  effectiveAt,
  eventOf,
  isAbsent,
  type RecordTimes,
  readTimes,
  textOf,
  thousandthsOf,
} from './raw-values.ts';
import type { Cdr, Direction, LegKind } from './record.ts';
import type { Reject } from './reject.ts';

const AHEAD_OF_RECEIPT_MS = 600_000;

/**
 * Ten years. A duration is taken off `endedAt` to find when the call began, and a longer one would
 * leave the range that a stored time can have (1900 to 2299); calls are ended after four hours.
 */
const LONGEST_DURATION_SEC = 10 * 366 * 86_400;
const LARGEST_COST_JPY = Number.MAX_SAFE_INTEGER / 1000;

/** Checks the fields in the contract's order; the first fault found is the reject. */
export function checkRecord(raw: RawRecord, defaultSource: string, receivedAt: number): Decoded {
  const times = readTimes(raw);
  const fault = findFault(raw, times, receivedAt + AHEAD_OF_RECEIPT_MS);
  return fault ?? { outcome: 'ok', cdr: buildRecord(raw, times, defaultSource) };
}

function findFault(raw: RawRecord, times: RecordTimes, latestAt: number): Reject | undefined {
  return (
    textFault(raw.source, 'source', 64) ??
    missing(raw.callId, 'callId') ??
    textFault(raw.callId, 'callId', 128) ??
    choiceFault(raw.event, 'event', isEvent) ??
    atFault(raw, times, latestAt) ??
    (isAbsent(raw.line) ? missing(raw.subscriber, 'subscriber') : undefined) ??
    nameFault(raw.subscriber, 'subscriber', 64) ??
    nameFault(raw.line, 'line') ??
    nameFault(raw.service, 'service') ??
    choiceFault(raw.direction, 'direction', isDirection) ??
    choiceFault(raw.legKind, 'legKind', isLegKind) ??
    textFault(raw.divertedFrom, 'divertedFrom') ??
    textFault(raw.calling, 'calling') ??
    calledFault(raw) ??
    timeFault(times.startedAt, 'startedAt') ??
    timeFault(times.answeredAt, 'answeredAt') ??
    endedAtFault(raw, times) ??
    amountFault(raw.durationSec, 'durationSec', LONGEST_DURATION_SEC) ??
    causeFault(raw.cause) ??
    choiceFault(raw.barred, 'barred', isBoolean) ??
    textFault(raw.correlationId, 'correlationId') ??
    textFault(raw.sourceIp, 'sourceIp') ??
    textFault(raw.userAgent, 'userAgent') ??
    textFault(raw.trunk, 'trunk') ??
    amountFault(raw.costJpy, 'costJpy', LARGEST_COST_JPY)
  );
}

function buildRecord(raw: RawRecord, times: RecordTimes, defaultSource: string): Cdr {
  const event = eventOf(raw);
  return {
    source: textOf(raw.source) ?? defaultSource,
    callId: raw.callId as string,
    event,
    at: effectiveAt(event, times) as number,
    subscriber: textOf(raw.subscriber),
    line: textOf(raw.line),
    service: textOf(raw.service),
    direction: textOf(raw.direction) as Direction | undefined,
    legKind: textOf(raw.legKind) as LegKind | undefined,
    divertedFrom: textOf(raw.divertedFrom),
    calling: textOf(raw.calling),
    called: (raw.called ?? undefined) as string | undefined,
    startedAt: times.startedAt,
    answeredAt: times.answeredAt,
    endedAt: times.endedAt,
    durationMs: thousandthsOf(raw.durationSec),
    cause: isAbsent(raw.cause) ? undefined : (raw.cause as number) + 0,
    barred: raw.barred === true,
    correlationId: textOf(raw.correlationId),
    sourceIp: textOf(raw.sourceIp),
    userAgent: textOf(raw.userAgent),
    trunk: textOf(raw.trunk),
    costMilliYen: thousandthsOf(raw.costJpy) || undefined,
  };
}
