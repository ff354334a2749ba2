import type { CdrEvent } from '@sekisho/cdr';
import type { Activity, CallSource, EventClock, InternationalLeg, Scorer } from '@sekisho/rules';
import type { ClosedDays } from './closed-days.ts';
import { detailsOf, type SourceOf } from './leg-evidence.ts';
import type { EnrichedRecord } from './outcome.ts';
import type { SubscriberIndex } from './subscriber-index.ts';

/**
 * The step that scores, by each of the scorers for itself. Timers due by a record's `at` run before
 * it is applied, those of its own subscriber on that subscriber's clock, those of all others on the
 * clock of the run. While what was decided before is filled in, the others' wait: whether they had
 * run is not known.
 */
export function createScore(
  scorers: readonly Scorer[],
  subscribers: SubscriberIndex,
  clock: EventClock,
  sourceOf: SourceOf,
  days?: ClosedDays,
) {
  return function score(record: EnrichedRecord): void {
    const { row, subscriberIndex, traits } = record;
    if (row.late) return;
    for (const scorer of scorers) scorer.runTimersOf(subscriberIndex, row.at);
    const newest = subscribers.advance(subscriberIndex, row.at);
    const leg = internationalLeg(record, sourceOf);
    if (leg !== undefined) {
      for (const scorer of scorers) scorer.apply(subscriberIndex, traits, leg, newest);
    } else if (!row.barred) {
      const activity = activityOf(record, sourceOf);
      for (const scorer of scorers) scorer.note(subscriberIndex, traits, activity);
    }
    const lag = clock.lagOf(newest);
    for (const scorer of scorers) scorer.setLag(subscriberIndex, lag);
    const before = clock.now;
    const now = clock.observe(row.at);
    days?.observe(before, now);
    for (const scorer of scorers) if (!scorer.isFilling) scorer.runTimers(now);
  };
}

/** The leg as the rules see it; `undefined` where they do not look: what is barred is no evidence. */
function internationalLeg(
  { row, understood, call, isFurther }: EnrichedRecord,
  sourceOf: SourceOf,
): InternationalLeg | undefined {
  const { destination } = understood;
  const counts = understood.kind === 'international' && row.direction === 'outbound' && !row.barred;
  if (!counts || destination === null) return undefined;
  const isRated = row.costSource === 'switch';
  return {
    identity: { source: row.source, callId: row.callId, event: row.event, at: row.at },
    ...call,
    isFurther,
    offset: row.offset,
    at: row.at,
    startedAt: row.startedAt,
    answeredAt: row.answeredAt,
    endedAt: endOf(row.event, row.at, row.endedAt, isRated),
    talkMs: row.durationSecMilli,
    costMilliYen: row.costJpyMilli,
    isRated,
    destination,
    details: detailsOf(row, () => sourceOf(row.sourceIp, row.userAgent)),
  };
}

/** Of legs whose source tells nothing: who calls in, and what the leg told before. */
const NOWHERE: CallSource = { network: 0, country: undefined, agent: 0 };

/** What a leg that rules do not count tells of its subscriber. */
function activityOf(
  { row, understood, call, isFurther }: EnrichedRecord,
  sourceOf: SourceOf,
): Activity {
  const isInbound = row.direction === 'inbound';
  return {
    callKey: call.callKey,
    isFurther,
    isInbound,
    startedAt: row.startedAt,
    endedAt: endOf(row.event, row.at, row.endedAt, row.costSource === 'switch'),
    line: row.line ?? '',
    source: isInbound || isFurther ? NOWHERE : sourceOf(row.sourceIp, row.userAgent),
    candidate: understood.candidate ?? undefined,
  };
}

/**
 * When a record says that its leg ended: a stop, and an interim that comes to rate the call.
 * `undefined` of one that is up.
 */
export function endOf(
  event: CdrEvent,
  at: number,
  endedAt: number | undefined,
  isRated: boolean,
): number | undefined {
  if (event === 'stop') return endedAt ?? at;
  return event === 'interim' && isRated ? endedAt : undefined;
}
