export interface OracleCall {
  subscriber: string;
  prefix: string;
  startedAt: number;
  at: number;
  talkMs: number;
  costMilliYen: number;
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

type Tier = 0 | 1 | 2;

/**
 * What windowed rules decide on stops that come in order of `at`, in the plainest way: every
 * window is added up anew at every call, with nothing kept from the one before.
 */
export function decide(
  calls: readonly OracleCall[],
  rules: readonly OracleRule[],
  quietMs: number,
): OracleAlert[] {
  const bySubscriber = Map.groupBy(calls, ({ subscriber }) => subscriber);
  return [...bySubscriber.values()].flatMap((own) => decideOne(own, rules, quietMs));
}

function decideOne(calls: OracleCall[], rules: readonly OracleRule[], quietMs: number) {
  const alerts: OracleAlert[] = [];
  calls.forEach((call, i) => {
    const known = calls.slice(0, i + 1);
    const tier = Math.max(...rules.map((rule) => tierOf(rule, call, known)));
    if (tier === 0) return;
    const running = alerts.at(-1);
    const isSame = running !== undefined && call.at < running.lastAt + quietMs;
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
