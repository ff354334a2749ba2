import { type Cdr, type Reject, type ResolvedTimes, reject, resolveTimes } from '@sekisho/cdr';
import type { CdrRow, CostSource } from '@sekisho/clickhouse';
import type { Directory, DirectoryEntry } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import type { SubscriberTraits } from '@sekisho/rules';
import type { Counters } from './counters.ts';
import type { Identities } from './identify.ts';
import { inherit } from './leg-details.ts';
import type { NumberKey } from './number-key.ts';
import { DUPLICATE, type ForgottenLeg, type Outcome } from './outcome.ts';
import { Owners } from './owners.ts';
import type { Party, PartyOf } from './parties.ts';
import type { RecalledLeg } from './recall.ts';
import type { SubscriberIndex } from './subscriber-index.ts';

/** Where a record stands in its input, and when it was written down. */
export interface Position {
  topic: string;
  partition: number;
  offset: number;
  /** Epoch ms, wall clock. */
  ingestedAt: number;
}

export interface EnrichParts {
  numbering: Numbering;
  directory: Directory;
  subscribers: SubscriberIndex;
  identities: Identities;
  numberKey: NumberKey;
  partyOf: PartyOf;
  counters: Counters;
}

/**
 * @param recalled what the store knows of a leg that memory has forgotten; `null` where it was
 * asked and knows nothing either
 */
export type Enrich = (
  cdr: Cdr,
  position: Position,
  recalled?: RecalledLeg | null,
) => Outcome | ForgottenLeg;

/** The step that completes a record: whose it is, whether it is new, where it leads, its price. */
export function createEnrich(parts: EnrichParts): Enrich {
  const { subscribers, identities, directory, counters, numbering, partyOf } = parts;
  const owners = new Owners(directory, partyOf);
  const keyId = parts.numberKey.id;

  return function enrich(cdr, position, recalled) {
    const owner = owners.of(cdr);
    const { subscriber } = owner;
    const subscriberIndex = subscribers.of(subscriber);
    const identified = identities.identify(subscriberIndex, cdr);
    if (identified.isDuplicate) return DUPLICATE;
    const { told, isLate, callKey } = identified;
    const filled = complete(cdr, told?.cdr, recalled);
    const party = filled.called === undefined ? recalled?.called : partyOf(filled.called);
    if (party === undefined) return withoutCalled(cdr, subscriber, identified.startedAt, recalled);
    if (!owner.isKnown) counters.unknownLines++;
    owners.follow(cdr, owner);
    const times = resolveTimes(filled, identified.startedAt);
    if (!isLate) identities.accept(subscriberIndex, filled, identified, times.startedAt);
    const cost = price(filled, party, times.talkMs, numbering, counters);
    const entry = directory.size === 0 ? undefined : directory.of(subscriber, times.startedAt);
    const traits = traitsOf(subscriber, filled, entry);
    const { understood } = party;
    const row = buildRow({
      cdr: filled,
      traits,
      times,
      party,
      cost,
      position,
      keyId,
      isLate,
      partyOf,
    });
    return { outcome: 'ok', row, understood, subscriberIndex, traits, callKey };
  };
}

function complete(
  cdr: Cdr,
  earlier: Cdr | undefined,
  recalled: RecalledLeg | null | undefined,
): Cdr {
  if (earlier !== undefined) return inherit(cdr, earlier);
  if (!recalled) return cdr;
  return {
    ...cdr,
    line: cdr.line ?? recalled.line,
    service: cdr.service ?? recalled.service,
    direction: cdr.direction ?? recalled.direction,
    legKind: cdr.legKind ?? recalled.legKind,
  };
}

/** Of a leg that is known the store can tell the number, once; of any other nobody can. */
function withoutCalled(
  { source, callId }: Cdr,
  subscriber: string,
  startedAt: number | undefined,
  recalled: RecalledLeg | null | undefined,
): ForgottenLeg | Reject {
  const isKnown = startedAt !== undefined && recalled === undefined;
  if (!isKnown) return reject('missing-field', 'called');
  return { outcome: 'forgotten', subscriber, source, callId, startedAt };
}

function traitsOf(
  subscriber: string,
  cdr: Cdr,
  entry: DirectoryEntry | undefined,
): SubscriberTraits {
  return {
    subscriber,
    service: cdr.service ?? (entry?.service || 'default'),
    kind: entry?.kind,
    critical: entry?.critical ?? false,
  };
}

interface Cost {
  milliYen: number;
  source: CostSource;
}

const FREE: Cost = { milliYen: 0, source: 'none' };

function price(
  cdr: Cdr,
  { understood }: Party,
  talkMs: number,
  numbering: Numbering,
  counters: Counters,
): Cost {
  if (cdr.costMilliYen !== undefined) return { milliYen: cdr.costMilliYen, source: 'switch' };
  const isRated = understood.kind === 'international' && cdr.direction !== 'inbound';
  if (!isRated || understood.destination === null) return FREE;
  const milliYen = numbering.costMilliYen(understood.destination, talkMs);
  if (milliYen !== null) return { milliYen, source: 'deck' };
  counters.unrated++;
  return FREE;
}

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

function buildRow({
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
