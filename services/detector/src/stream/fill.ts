import type { Cdr, Direction, LegKind } from '@sekisho/cdr';
import type { Directory } from '@sekisho/ledger';
import type { AlertVersion, InternationalLeg } from '@sekisho/rules';
import type { Partition } from '../partition.ts';
import type { JournalledEvent } from './journal.ts';
import type { StoredDestinations } from './stored-destinations.ts';
import type { StoredDecisions } from './stored-versions.ts';

export interface FillParts {
  directory: Directory;
  destinations: StoredDestinations;
}

/** Takes one journalled event into a partition that is filling, and what was decided on it. */
export function fillEvent(
  partition: Partition,
  event: JournalledEvent,
  decisions: StoredDecisions,
  parts: FillParts,
): void {
  const { subscribers, identities, scorer, clock } = partition;
  const subscriber = subscribers.of(event.subscriber);
  const cdr = cdrOf(event);
  const identified = identities.identify(subscriber, cdr);
  // Written twice, as after a crash between two inserts.
  if (identified.isDuplicate || identified.isLate) return;
  const startedAt = Number(event.startedAt);
  identities.accept(subscriber, cdr, identified, startedAt);
  scorer.runTimersOf(subscriber, cdr.at);
  const newest = subscribers.advance(subscriber, cdr.at);
  if (event.counts) {
    const leg = legOf(event, cdr, identified.callKey, parts.destinations);
    scorer.apply(subscriber, traitsOf(event, startedAt, parts.directory), leg, newest);
  }
  scorer.setLag(subscriber, clock.lagOf(newest));
  clock.observe(cdr.at);
  adoptDecisions(partition, subscriber, decisions.byOffset.get(Number(event.position)));
}

/** What was decided on a record holds, whatever other rules or timers would say now. */
export function adoptDecisions(
  { scorer }: Partition,
  subscriber: number,
  versions: readonly AlertVersion[] = [],
): void {
  for (const version of versions) scorer.adopt(subscriber, version);
}

function traitsOf({ subscriber, service }: JournalledEvent, at: number, directory: Directory) {
  const entry = directory.size === 0 ? undefined : directory.of(subscriber, at);
  return { subscriber, service, kind: entry?.kind, critical: entry?.critical ?? false };
}

function legOf(
  event: JournalledEvent,
  cdr: Cdr,
  callKey: number,
  destinations: StoredDestinations,
): InternationalLeg {
  const { source, callId } = cdr;
  return {
    identity: { source, callId, event: cdr.event, at: cdr.at },
    callKey,
    correlated: cdr.correlationId !== undefined,
    offset: Number(event.position),
    at: cdr.at,
    startedAt: Number(event.startedAt),
    answeredAt: cdr.answeredAt,
    endedAt: cdr.event === 'stop' ? (cdr.endedAt ?? cdr.at) : undefined,
    talkMs: Number(event.talkMs),
    costMilliYen: Number(event.costMilliYen),
    destination: destinations.of(event.destination),
  };
}

/** The record as far as its identity and what later events of its leg inherit go. */
function cdrOf(event: JournalledEvent): Cdr {
  const [direction, legKind, sourceIp, userAgent, trunk] = event.told.split('\x1f');
  return {
    source: event.source,
    callId: event.callId,
    event: event.event,
    at: Number(event.at),
    subscriber: event.subscriber,
    line: undefined,
    service: event.service,
    direction: (direction || undefined) as Direction | undefined,
    legKind: (legKind || undefined) as LegKind | undefined,
    divertedFrom: undefined,
    calling: undefined,
    called: undefined,
    startedAt: Number(event.startedAt),
    answeredAt: numberOf(event.answeredAt),
    endedAt: numberOf(event.endedAt),
    durationMs: undefined,
    cause: undefined,
    barred: false,
    correlationId: event.correlationId || undefined,
    sourceIp: sourceIp || undefined,
    userAgent: userAgent || undefined,
    trunk: trunk || undefined,
    costMilliYen: undefined,
  };
}

function numberOf(value: string | number | null): number | undefined {
  return value === null ? undefined : Number(value);
}
