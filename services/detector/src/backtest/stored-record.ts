import type { CalledKind, CdrRow } from '@sekisho/clickhouse';
import type { Directory } from '@sekisho/ledger';
import type { Identities } from '../identify.ts';
import type { EnrichedRecord } from '../outcome.ts';
import type { StoredDestinations } from '../stream/stored-destinations.ts';
import {
  numberOf,
  type StoredEventRow,
  type StoredTold,
  storedCdr,
} from '../stream/stored-event.ts';
import type { SubscriberIndex } from '../subscriber-index.ts';
import { traitsOf } from '../traits.ts';

/**
 * One accepted record as far as the store has it. Times are epoch ms; 64-bit integers may come as
 * text; texts are `''` where nothing is stored.
 */
export interface StoredRecord extends StoredEventRow, Required<StoredTold> {
  position: string | number;
  /** Epoch s. */
  writtenAt: number;
  kind: CalledKind;
  /** Country key, ISO code, prefix, class and risk lists, joined by `|`, the lists by commas. */
  destination: string;
  /** The country that a number which leads nowhere may have been meant for. */
  candidate: string;
  endedAt: string | number | null;
  talkMs: string | number;
  costMilliYen: string | number;
  /** Whether the cost is the switch's own. */
  rated: boolean | number;
  barred: boolean | number;
  calledRef: string;
  calledRange: string;
  blockRef: string;
  dialForm: string;
  oddLength: boolean | number;
}

export interface RevivalParts {
  subscribers: SubscriberIndex;
  identities: Identities;
  directory: Directory;
  destinations: StoredDestinations;
}

/**
 * The record as it was when it was scored, taken in under its identity; `undefined` of one that
 * was written twice, or that is beyond its subscriber's horizon.
 */
export function revive(record: StoredRecord, parts: RevivalParts): EnrichedRecord | undefined {
  const { subscribers, identities, directory, destinations } = parts;
  const subscriberIndex = subscribers.of(record.subscriber);
  const cdr = storedCdr(record, record, numberOf(record.endedAt));
  const identified = identities.identify(subscriberIndex, cdr);
  if (identified.isDuplicate || identified.isLate) return undefined;
  const startedAt = Number(record.startedAt);
  const reference = record.calledRef || undefined;
  const call = identities.callKeyOf(identified, cdr.correlationId, reference);
  identities.accept(subscriberIndex, cdr, identified, call, startedAt);
  const leadsAbroad = record.kind === 'international';
  return {
    outcome: 'ok',
    row: rowOf(record),
    understood: {
      kind: record.kind,
      e164: null,
      destination: leadsAbroad ? destinations.of(record.destination) : null,
      candidate: record.candidate || null,
      reasons: [],
    },
    subscriberIndex,
    traits: traitsOf(directory, record.subscriber, record.service, startedAt),
    call,
    isFurther: identified.startedAt !== undefined,
  };
}

/** What is scored of a row; nothing of it is stored again. */
function rowOf(record: StoredRecord): CdrRow {
  const { subscriber, source, callId, event, service, kind } = record;
  return {
    subscriber,
    startedAt: Number(record.startedAt),
    source,
    callId,
    event,
    interimAt: event === 'interim' ? Number(record.at) : 0,
    at: Number(record.at),
    service,
    line: record.line,
    direction: record.direction || 'outbound',
    legKind: record.legKind || 'originated',
    kind,
    iso2: undefined,
    country: undefined,
    prefix: undefined,
    risk: [],
    calledMasked: undefined,
    calledRef: record.calledRef || undefined,
    calledNumber: undefined,
    callingMasked: undefined,
    callingRef: undefined,
    callingNumber: undefined,
    divertedFromMasked: undefined,
    keyId: 0,
    answeredAt: numberOf(record.answeredAt),
    endedAt: numberOf(record.endedAt),
    durationSecMilli: Number(record.talkMs),
    costJpyMilli: Number(record.costMilliYen),
    costSource: record.rated ? 'switch' : 'deck',
    cause: undefined,
    barred: Boolean(record.barred),
    correlationId: record.correlationId || undefined,
    sourceIp: record.sourceIp || undefined,
    userAgent: record.userAgent || undefined,
    trunk: record.trunk || undefined,
    late: false,
    calledRange: record.calledRange || undefined,
    blockRef: record.blockRef || undefined,
    dialForm: record.dialForm,
    oddLength: Boolean(record.oddLength),
    topic: '',
    partition: record.partition,
    offset: Number(record.position),
    ingestedAt: record.writtenAt * 1000,
  };
}
