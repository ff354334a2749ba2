import type { Cdr, ResolvedTimes } from '@sekisho/cdr';
import type { CdrRow } from '@sekisho/clickhouse';
import type { SubscriberTraits } from '@sekisho/rules';
import type { Party, PartyOf } from './parties.ts';
import type { Position } from './position.ts';
import type { Cost } from './price.ts';

interface RowParts {
  /** Complete: what it lacked is filled in. */
  cdr: Cdr;
  traits: SubscriberTraits;
  times: ResolvedTimes;
  party: Party;
  cost: Cost;
  position: Position;
  keyId: number;
  isLate: boolean;
  partyOf: PartyOf;
}

/** The row that is stored of a record; what is scored is taken from it too. */
export function buildRow({
  cdr,
  traits,
  times,
  party,
  cost,
  position,
  keyId,
  isLate,
  partyOf,
}: RowParts): CdrRow {
  const { understood } = party;
  const { destination } = understood;
  const calling = cdr.calling === undefined ? undefined : partyOf(cdr.calling);
  return {
    subscriber: traits.subscriber,
    startedAt: times.startedAt,
    source: cdr.source,
    callId: cdr.callId,
    event: cdr.event,
    interimAt: cdr.event === 'interim' ? cdr.at : 0,
    at: cdr.at,
    service: traits.service,
    line: cdr.line,
    direction: cdr.direction ?? 'outbound',
    legKind: cdr.legKind ?? 'originated',
    kind: understood.kind,
    iso2: destination?.iso2 ?? undefined,
    country: destination?.country ?? undefined,
    prefix: destination?.prefix ?? undefined,
    risk: destination?.risk ?? NO_RISK,
    calledMasked: party.masked,
    calledRef: party.reference,
    calledNumber: party.full,
    callingMasked: calling?.masked,
    callingRef: calling?.reference,
    callingNumber: calling?.full,
    divertedFromMasked:
      cdr.divertedFrom === undefined ? undefined : partyOf(cdr.divertedFrom).masked,
    keyId,
    answeredAt: times.answeredAt,
    endedAt: cdr.endedAt,
    durationSecMilli: times.talkMs,
    costJpyMilli: cost.milliYen,
    costSource: cost.source,
    cause: cdr.cause,
    barred: cdr.barred,
    correlationId: cdr.correlationId,
    sourceIp: cdr.sourceIp,
    userAgent: cdr.userAgent,
    trunk: cdr.trunk,
    late: isLate,
    topic: position.topic,
    partition: position.partition,
    offset: position.offset,
    ingestedAt: position.ingestedAt,
  };
}

const NO_RISK: readonly string[] = [];
