import type { Cdr } from './record.ts';

export interface ResolvedTimes {
  /** Epoch milliseconds; the leg keeps the one of its first accepted record. */
  startedAt: number;
  /** Epoch milliseconds; `undefined` when the leg was not answered. */
  answeredAt: number | undefined;
  /** Talk time so far in integer milliseconds, never below 0. */
  talkMs: number;
}

type Timed = Pick<Cdr, 'event' | 'at' | 'startedAt' | 'answeredAt' | 'endedAt' | 'durationMs'>;

/**
 * Talk time of a record in integer milliseconds: its duration where it has one, else what lies
 * between answer and end (of an interim: and the event); 0 of a start and of an unanswered leg.
 */
export function talkTimeMs(cdr: Timed): number {
  if (cdr.durationMs !== undefined) return cdr.durationMs;
  if (cdr.event === 'start' || cdr.answeredAt === undefined) return 0;
  return Math.max(0, eventTime(cdr) - cdr.answeredAt);
}

/**
 * The times that a record leaves out. `knownStartedAt` is the leg's `startedAt` from its first
 * accepted record, if it has one; it wins over the record's own.
 */
export function resolveTimes(cdr: Timed, knownStartedAt: number | undefined): ResolvedTimes {
  const talkMs = talkTimeMs(cdr);
  const answeredAt = cdr.answeredAt ?? (talkMs > 0 ? eventTime(cdr) - talkMs : undefined);
  const startedAt = knownStartedAt ?? cdr.startedAt ?? answeredAt ?? startWithoutAnswer(cdr);
  return { startedAt, answeredAt, talkMs };
}

/** A stop's time is `endedAt`: its `at` may be when the switch wrote it, after the call. */
function eventTime(cdr: Timed): number {
  return cdr.event === 'stop' ? (cdr.endedAt ?? cdr.at) : cdr.at;
}

function startWithoutAnswer(cdr: Timed): number {
  return cdr.endedAt === undefined ? cdr.at : cdr.endedAt - (cdr.durationMs ?? 0);
}
