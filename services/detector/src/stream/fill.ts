import type { Cdr } from '@sekisho/cdr';
import type { Directory } from '@sekisho/ledger';
import type { Activity, InternationalLeg } from '@sekisho/rules';
import { detailsOf } from '../leg-evidence.ts';
import type { Partition } from '../partition.ts';
import { endOf } from '../score.ts';
import { traitsOf } from '../traits.ts';
import type { JournalledEvent } from './journal.ts';
import type { StoredDestinations } from './stored-destinations.ts';
import { numberOf, type StoredTold, storedCdr } from './stored-event.ts';

export interface FillParts {
  directory: Directory;
  destinations: StoredDestinations;
}

/** Takes one journalled event into a partition that is filling, and what was decided on it. */
export function fillEvent(partition: Partition, event: JournalledEvent, parts: FillParts): void {
  const { subscribers, identities, judges, scorers, clock, sourceOf } = partition;
  const subscriber = subscribers.of(event.subscriber);
  const cdr = cdrOf(event);
  const identified = identities.identify(subscriber, cdr);
  // Written twice, as after a crash between two inserts.
  if (identified.isDuplicate || identified.isLate) return;
  const startedAt = Number(event.startedAt);
  const call = identities.callKeyOf(identified, cdr.correlationId, event.calledRef || undefined);
  identities.accept(subscriber, cdr, identified, call, startedAt);
  for (const judge of judges) judge.foretell(Number(event.position));
  for (const scorer of scorers) scorer.runTimersOf(subscriber, cdr.at);
  const newest = subscribers.advance(subscriber, cdr.at);
  if (!event.barred) {
    const isFurther = identified.startedAt !== undefined;
    const traits = traitsOf(parts.directory, event.subscriber, event.service, startedAt);
    const known = { ...call, isFurther };
    if (event.counts) {
      const leg = legOf(event, cdr, known, parts.destinations, sourceOf);
      for (const scorer of scorers) scorer.apply(subscriber, traits, leg, newest);
    } else {
      const activity = activityOf(event, cdr, known, sourceOf);
      for (const scorer of scorers) scorer.note(subscriber, traits, activity);
    }
  }
  const lag = clock.lagOf(newest);
  for (const scorer of scorers) scorer.setLag(subscriber, lag);
  clock.observe(cdr.at);
  // What was decided on a record holds, whatever other rules or timers would say now.
  for (const judge of judges) judge.adopt(Number(event.position), subscribers);
}

type KnownCall = Pick<InternationalLeg, 'callKey' | 'correlated' | 'isFurther'>;

function legOf(
  event: JournalledEvent,
  cdr: Cdr,
  call: KnownCall,
  destinations: StoredDestinations,
  sourceOf: Partition['sourceOf'],
): InternationalLeg {
  const { source, callId } = cdr;
  const isRated = Boolean(event.rated);
  return {
    identity: { source, callId, event: cdr.event, at: cdr.at },
    ...call,
    offset: Number(event.position),
    at: cdr.at,
    startedAt: Number(event.startedAt),
    answeredAt: cdr.answeredAt,
    endedAt: endOf(cdr.event, cdr.at, cdr.endedAt, isRated),
    talkMs: Number(event.talkMs),
    costMilliYen: Number(event.costMilliYen),
    isRated,
    destination: destinations.of(event.destination),
    details: storedDetails(event, cdr, sourceOf),
  };
}

function storedDetails(event: JournalledEvent, cdr: Cdr, sourceOf: Partition['sourceOf']) {
  const [calledRange, blockRef, dialForm, oddLength] = event.marks.split('\x1f');
  const { legKind = 'originated', line } = cdr;
  return detailsOf(
    {
      calledRef: event.calledRef,
      calledRange: calledRange || undefined,
      blockRef,
      dialForm,
      oddLength: oddLength === '1',
      legKind,
      line,
    },
    () => sourceOf(cdr.sourceIp, cdr.userAgent),
  );
}

function activityOf(
  event: JournalledEvent,
  cdr: Cdr,
  { callKey, isFurther }: KnownCall,
  sourceOf: Partition['sourceOf'],
): Activity {
  return {
    callKey,
    isFurther,
    isInbound: cdr.direction === 'inbound',
    startedAt: Number(event.startedAt),
    endedAt: endOf(cdr.event, cdr.at, cdr.endedAt, Boolean(event.rated)),
    line: cdr.line ?? '',
    source: sourceOf(cdr.sourceIp, cdr.userAgent),
    candidate: event.candidate || undefined,
  };
}

function cdrOf(event: JournalledEvent): Cdr {
  const [direction, legKind, sourceIp, userAgent, trunk, line] = event.told.split('\x1f');
  const told = { direction, legKind, sourceIp, userAgent, trunk, line } as StoredTold;
  return storedCdr(event, told, numberOf(event.endedAt));
}
