import { costMilliYen, type Destination } from '@sekisho/numbering';
import type { InternationalLeg, RecordIdentity } from './leg.ts';

const MINUTE_MS = 60_000;
/** No call lives longer than this, whatever its records say. */
const LONGEST_LIFE_MS = 4 * 60 * MINUTE_MS;
/** Without interims a call accrues this long after its last sign of life: a lost stop bars no line. */
const ACCRUAL_WITHOUT_INTERIMS_MS = 60 * MINUTE_MS;
const MISSED_INTERIMS = 3;
/** Some switches send the first interim seconds after the answer; that is not their rhythm. */
const SHORTEST_INTERIM_MS = MINUTE_MS;

/** A call that is up, as its start and interims have told of it. */
export interface OpenCall {
  callKey: number;
  /** Of its newest record: an alert that a timer opens is named after it. */
  identity: RecordIdentity;
  startedAt: number;
  answeredAt: number | undefined;
  /** `at` of the newest start or interim. */
  lastSignAt: number;
  /** The longest gap between signs of life so far; 0 before the first interim. */
  interimMs: number;
  /** Talk and cost as the newest record gave them. */
  knownTalkMs: number;
  knownCostMilliYen: number;
  destination: Destination;
}

export function openCall(leg: InternationalLeg): OpenCall {
  return {
    callKey: leg.callKey,
    identity: leg.identity,
    startedAt: leg.startedAt,
    answeredAt: leg.answeredAt,
    lastSignAt: leg.at,
    interimMs: 0,
    knownTalkMs: leg.talkMs,
    knownCostMilliYen: leg.costMilliYen,
    destination: leg.destination,
  };
}

/** A further sign of life. */
export function renew(call: OpenCall, leg: InternationalLeg): void {
  call.answeredAt ??= leg.answeredAt;
  if (leg.at < call.lastSignAt) return;
  if (leg.identity.event === 'interim') {
    call.interimMs = Math.max(call.interimMs, SHORTEST_INTERIM_MS, leg.at - call.lastSignAt);
  }
  call.identity = leg.identity;
  call.lastSignAt = leg.at;
  call.knownTalkMs = leg.talkMs;
  call.knownCostMilliYen = leg.costMilliYen;
}

/** From then on the call adds nothing, unless a further sign of life comes. */
export function accruesUntil(call: OpenCall): number {
  const silence =
    call.interimMs === 0 ? ACCRUAL_WITHOUT_INTERIMS_MS : MISSED_INTERIMS * call.interimMs;
  return Math.min(call.startedAt + LONGEST_LIFE_MS, call.lastSignAt + silence);
}

/** When the call is taken to be over: it no longer counts as up. */
export function lapsesAt(call: OpenCall): number {
  return call.interimMs === 0 ? call.startedAt + LONGEST_LIFE_MS : accruesUntil(call);
}

/** Talk in ms at instant `t`. */
export function accruedTalkMs(call: OpenCall, t: number): number {
  if (call.answeredAt === undefined) return call.knownTalkMs;
  const talk = Math.min(t, accruesUntil(call)) - call.answeredAt;
  return Math.max(call.knownTalkMs, talk);
}

/** Cost in thousandths of a yen at instant `t`. */
export function accruedCostMilliYen(call: OpenCall, t: number): number {
  const rated = costMilliYen(call.destination, accruedTalkMs(call, t)) ?? 0;
  return Math.max(call.knownCostMilliYen, rated);
}
