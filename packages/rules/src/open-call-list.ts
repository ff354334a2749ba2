import type { CallHistory } from './call-history.ts';
import type { InternationalLeg } from './leg.ts';
import {
  accruedCostMilliYen,
  accruedTalkMs,
  accruesUntil,
  endsBy,
  lapsesAt,
  type OpenCall,
  openCall,
  renew,
} from './open-calls.ts';

/** Brings the list of calls that are up in step with a call's row after a record of it. */
export function follow(
  open: OpenCall[],
  history: CallHistory,
  row: number,
  leg: InternationalLeg,
  clock: number,
): void {
  const key = history.key(row);
  const known = open.findIndex((call) => call.key === key);
  if (!history.isUp(row)) {
    if (known >= 0) open.splice(known, 1);
  } else if (known >= 0) {
    renew(open[known]!, leg, clock);
  } else {
    open.push(openCall(key, leg, clock));
  }
}

/** When the next call is taken to be over; `Infinity` when none is up. */
export function earliestLapse(open: readonly OpenCall[]): number {
  let earliest = Number.POSITIVE_INFINITY;
  for (const call of open) earliest = Math.min(earliest, lapsesAt(call));
  return earliest;
}

/** Ends the calls that are over by `now`, at what they had accrued. */
export function lapse(open: OpenCall[], history: CallHistory, now: number): OpenCall[] {
  const lapsed = open.filter((call) => lapsesAt(call) <= now);
  for (const call of lapsed) {
    open.splice(open.indexOf(call), 1);
    const row = history.find(call.key);
    if (row < 0) continue;
    const cost = accruedCostMilliYen(call, now);
    history.lapse(row, accruesUntil(call), endsBy(call), accruedTalkMs(call, now), cost);
  }
  return lapsed;
}
