import type { Cdr } from '@sekisho/cdr';
import type { Directory } from '@sekisho/ledger';
import type { InternationalLeg } from '@sekisho/rules';
import type { Partition } from '../partition.ts';
import { endOf } from '../score.ts';
import { traitsOf } from '../traits.ts';
import type { JournalledEvent } from './journal.ts';
import type { StoredDestinations } from './stored-destinations.ts';
import { numberOf, type StoredTold, storedCdr } from './stored-event.ts';
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
  const call = identities.callKeyOf(identified, cdr.correlationId, event.calledRef || undefined);
  identities.accept(subscriber, cdr, identified, call, startedAt);
  scorer.runTimersOf(subscriber, cdr.at);
  const newest = subscribers.advance(subscriber, cdr.at);
  if (event.counts) {
    const isFurther = identified.startedAt !== undefined;
    const leg = legOf(event, cdr, { ...call, isFurther }, parts.destinations);
    const traits = traitsOf(parts.directory, event.subscriber, event.service, startedAt);
    scorer.apply(subscriber, traits, leg, newest);
  }
  scorer.setLag(subscriber, clock.lagOf(newest));
  clock.observe(cdr.at);
  // What was decided on a record holds, whatever other rules or timers would say now.
  for (const version of decisions.byOffset.get(Number(event.position)) ?? [])
    scorer.adopt(subscriber, version);
}

function legOf(
  event: JournalledEvent,
  cdr: Cdr,
  call: Pick<InternationalLeg, 'callKey' | 'correlated' | 'isFurther'>,
  destinations: StoredDestinations,
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
  };
}

function cdrOf(event: JournalledEvent): Cdr {
  const [direction, legKind, sourceIp, userAgent, trunk] = event.told.split('\x1f');
  const told = { direction, legKind, sourceIp, userAgent, trunk } as StoredTold;
  return storedCdr(event, told, numberOf(event.endedAt));
}
