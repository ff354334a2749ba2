import type { CallHistory } from './call-history.ts';
import type { InternationalLeg } from './leg.ts';
import { isOneCall, MOST_LEGS, RINGING_MS } from './one-call.ts';
import type { SiblingCalls } from './sibling-calls.ts';

/** The row of the call that a correlated leg is part of, or -1. */
export function rowOfCall(
  history: CallHistory,
  siblings: SiblingCalls | undefined,
  leg: InternationalLeg,
): number {
  let best = -1;
  const consider = (key: number) => {
    const row = history.find(key);
    if (row < 0 || !mayHold(history, row, leg)) return;
    if (best < 0 || isNearer(history, row, best, leg)) best = row;
  };
  consider(leg.callKey);
  const { startedAt } = leg;
  siblings?.visit(leg.callKey, startedAt - RINGING_MS, startedAt + RINGING_MS, consider);
  return best;
}

// A leg that is known is in one of the calls that began when it did; which one is not kept. Only
// more legs of one id to one number at one time than a call has can be taken for each other.
function mayHold(history: CallHistory, row: number, leg: InternationalLeg): boolean {
  const { startedAt, talkMs, endedAt = Number.POSITIVE_INFINITY } = leg;
  if (leg.isFurther) return Math.abs(history.startedAt(row) - startedAt) <= RINGING_MS;
  const call = {
    startedAt: history.startedAt(row),
    endedAt: history.isStopped(row) ? history.endedAt(row) : Number.POSITIVE_INFINITY,
    talkMs: history.talkMs(row),
  };
  return history.legs(row) < MOST_LEGS && isOneCall(call, { startedAt, endedAt, talkMs });
}

// So that of many such calls each is ended by one of the stops.
function isNearer(
  history: CallHistory,
  row: number,
  other: number,
  leg: InternationalLeg,
): boolean {
  const isStop = leg.isFurther && leg.endedAt !== undefined;
  if (isStop && history.isUp(row) !== history.isUp(other)) return history.isUp(row);
  const apart = (of: number) => Math.abs(history.startedAt(of) - leg.startedAt);
  return apart(row) < apart(other);
}
