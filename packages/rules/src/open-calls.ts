import { costMilliYen, type Destination } from '@sekisho/numbering';
import type { InternationalLeg, RecordIdentity } from './leg.ts';

const MINUTE_MS = 60_000;
/** No call lives longer than this, whatever its records say. */
export const LONGEST_LIFE_MS = 4 * 60 * MINUTE_MS;
/** Without interims a call accrues this long after its last sign of life: a lost stop bars no line. */
const ACCRUAL_WITHOUT_INTERIMS_MS = 60 * MINUTE_MS;
const MISSED_INTERIMS = 3;
/** Some switches send the first interim seconds after the answer; that is not their rhythm. */
const SHORTEST_INTERIM_MS = MINUTE_MS;

/** A call that is up, as its start and interims have told of it. */
export interface OpenCall {
  /** Of its row in the history. */
  key: number;
  /** Of its newest record: an alert that a timer opens is named after it. */
  identity: RecordIdentity;
  startedAt: number;
  answeredAt: number | undefined;
  /** `at` of the newest start or interim. */
  lastSignAt: number;
  /**
   * By how much that came behind its subscriber's clock, in ms: what else is known of the call, its
   * stop too, comes as late, and the call stands as it stood by then.
   */
  lateMs: number;
  /** The longest gap between signs of life so far; 0 before the first interim. */
  interimMs: number;
  /** Talk and cost as the newest record gave them. */
  knownTalkMs: number;
  knownCostMilliYen: number;
  destination: Destination;
}

/**
 * @param key of the call's row in the history
 * @param clock the newest `at` of its subscriber
 */
export function openCall(key: number, leg: InternationalLeg, clock: number): OpenCall {
  return {
    key,
    identity: leg.identity,
    startedAt: leg.startedAt,
    answeredAt: leg.answeredAt,
    lastSignAt: leg.at,
    lateMs: Math.max(0, clock - leg.at),
    interimMs: 0,
    knownTalkMs: leg.talkMs,
    knownCostMilliYen: leg.costMilliYen,
    destination: leg.destination,
  };
}

/** A further sign of life. */
export function renew(call: OpenCall, leg: InternationalLeg, clock: number): void {
  call.answeredAt ??= leg.answeredAt;
  if (leg.at < call.lastSignAt) return;
  if (leg.identity.event === 'interim') {
    call.interimMs = Math.max(call.interimMs, SHORTEST_INTERIM_MS, leg.at - call.lastSignAt);
  }
  call.identity = leg.identity;
  call.lastSignAt = leg.at;
  call.lateMs = Math.max(0, clock - leg.at);
  call.knownTalkMs = leg.talkMs;
  call.knownCostMilliYen = leg.costMilliYen;
}

/** From then on, on the clock of its own records, the call adds nothing more. */
export function accruesUntil(call: OpenCall): number {
  const silence =
    call.interimMs === 0 ? ACCRUAL_WITHOUT_INTERIMS_MS : MISSED_INTERIMS * call.interimMs;
  return Math.min(call.startedAt + LONGEST_LIFE_MS, call.lastSignAt + silence);
}

/** When, on that clock, the call is taken to be over: it no longer counts as up. */
export function endsBy(call: OpenCall): number {
  return call.interimMs === 0 ? call.startedAt + LONGEST_LIFE_MS : accruesUntil(call);
}

/** When the call is taken to be over on its subscriber's clock. */
export function lapsesAt(call: OpenCall): number {
  return endsBy(call) + call.lateMs;
}

/** How far the call has come at its subscriber's instant `t`, on the clock of its own records. */
export function standsAt(call: OpenCall, t: number): number {
  return Math.min(t - call.lateMs, accruesUntil(call));
}

/** Talk in ms at its subscriber's instant `t`. */
export function accruedTalkMs(call: OpenCall, t: number): number {
  if (call.answeredAt === undefined) return call.knownTalkMs;
  return Math.max(call.knownTalkMs, standsAt(call, t) - call.answeredAt);
}

/** Cost in thousandths of a yen at its subscriber's instant `t`. */
export function accruedCostMilliYen(call: OpenCall, t: number): number {
  const rated = costMilliYen(call.destination, accruedTalkMs(call, t)) ?? 0;
  return Math.max(call.knownCostMilliYen, rated);
}
