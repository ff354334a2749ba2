export interface OracleCall {
  subscriber: string;
  prefix: string;
  startedAt: number;
  at: number;
  talkMs: number;
  costMilliYen: number;
}

/** One leg of a call as one element tells of it. */
export interface OracleLeg extends OracleCall {
  correlationId: string;
  called: string;
}

/** Elements' clocks differ by so much, and so much a call may ring. */
const SKEW_MS = 10_000;
const RINGING_MS = 180_000;

/**
 * The calls that correlated legs make, each with the largest figures of its legs: those of one
 * subscriber and id to one number that overlap and began or ended together.
 */
export function wholeCalls(legs: readonly OracleLeg[]): OracleCall[] {
  const nameOf = ({ subscriber, correlationId, called }: OracleLeg) =>
    JSON.stringify([subscriber, correlationId, called]);
  return [...Map.groupBy(legs, nameOf).values()].flatMap((alike) => {
    const calls: OracleLeg[][] = [];
    for (const leg of alike) {
      const known = calls.find((of) => of.every((other) => isOneCall(leg, other)));
      if (known === undefined) calls.push([leg]);
      else known.push(leg);
    }
    return calls.map(wholeCall);
  });
}

function isOneCall(a: OracleLeg, b: OracleLeg): boolean {
  const apart = Math.abs(a.startedAt - b.startedAt);
  const isParallel = a.startedAt <= b.at + SKEW_MS && b.startedAt <= a.at + SKEW_MS;
  const isTogether = apart <= SKEW_MS || Math.abs(a.at - b.at) <= SKEW_MS;
  const isAttempt = a.talkMs === 0 || b.talkMs === 0;
  return apart <= RINGING_MS && isParallel && (isTogether || isAttempt);
}

function wholeCall(legs: readonly OracleLeg[]): OracleCall {
  const { subscriber, prefix } = legs[0] as OracleLeg;
  return {
    subscriber,
    prefix,
    startedAt: Math.min(...legs.map(({ startedAt }) => startedAt)),
    at: Math.max(...legs.map(({ at }) => at)),
    talkMs: Math.max(...legs.map(({ talkMs }) => talkMs)),
    costMilliYen: Math.max(...legs.map(({ costMilliYen }) => costMilliYen)),
  };
}

export interface OracleRule {
  id: string;
  kind: 'calls' | 'minutes' | 'cost';
  per: 'subscriber' | 'prefix';
  windowMs: number;
  /** In calls, minutes or yen. */
  warning: number;
  critical: number;
}

export interface OracleAlert {
  subscriber: string;
  openedAt: number;
  lastAt: number;
  severity: 'warning' | 'critical';
  /** `undefined` where nothing is restricted. */
  restrictedAt: number | undefined;
}

export interface OraclePeriods {
  /** An alert ends after so long without news, or with its restriction. */
  quietMs: number;
  restrictForMs: number;
}

type Tier = 0 | 1 | 2;

/**
 * What windowed rules decide on stops that come in order of `at`, in the plainest way: every
 * window is added up anew at every call, with nothing kept from the one before.
 */
export function decide(
  calls: readonly OracleCall[],
  rules: readonly OracleRule[],
  { quietMs, restrictForMs }: OraclePeriods,
): OracleAlert[] {
  const bySubscriber = Map.groupBy(calls, ({ subscriber }) => subscriber);
  return [...bySubscriber.values()].flatMap((own) =>
    decideOne(own, rules, { quietMs, restrictForMs }),
  );
}

function decideOne(
  calls: OracleCall[],
  rules: readonly OracleRule[],
  { quietMs, restrictForMs }: OraclePeriods,
) {
  const alerts: OracleAlert[] = [];
  const untilOf = ({ restrictedAt = Number.POSITIVE_INFINITY }: OracleAlert) =>
    restrictedAt + restrictForMs;
  calls.forEach((call, i) => {
    const known = calls.slice(0, i + 1);
    const tier = Math.max(...rules.map((rule) => tierOf(rule, call, known)));
    if (tier === 0) return;
    // No call begun before a restriction ended bars again.
    if (alerts.some((alert) => call.startedAt < untilOf(alert) && call.at >= untilOf(alert)))
      return;
    const running = alerts.at(-1);
    const isSame =
      running !== undefined && call.at < Math.min(running.lastAt + quietMs, untilOf(running));
    const alert = isSame ? running : opened(call);
    if (!isSame) alerts.push(alert);
    alert.lastAt = call.at;
    if (tier < 2) return;
    alert.severity = 'critical';
    alert.restrictedAt ??= call.at;
  });
  return alerts;
}

function opened({ subscriber, at }: OracleCall): OracleAlert {
  return { subscriber, openedAt: at, lastAt: at, severity: 'warning', restrictedAt: undefined };
}

function tierOf(rule: OracleRule, now: OracleCall, known: readonly OracleCall[]): Tier {
  const figure = measure(rule, now, known);
  if (figure >= rule.critical) return 2;
  return figure >= rule.warning ? 1 : 0;
}

function measure(rule: OracleRule, now: OracleCall, known: readonly OracleCall[]): number {
  const from = now.at - rule.windowMs;
  const isIn = (t: number) => t > from && t <= now.at;
  const own = known.filter(({ prefix }) => rule.per === 'subscriber' || prefix === now.prefix);
  if (rule.kind === 'calls') return own.filter(({ startedAt }) => isIn(startedAt)).length;
  const over = own.filter(({ at }) => isIn(at));
  if (rule.kind === 'minutes') return sum(over.map(({ talkMs }) => talkMs)) / 60_000;
  return sum(over.map(({ costMilliYen }) => costMilliYen)) / 1000;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
