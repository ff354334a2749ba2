import type { Destination } from '@sekisho/numbering';
import type { AlertVersion } from './alert-version.ts';
import type { InternationalLeg, SubscriberTraits } from './leg.ts';
import { parseRuleSet } from './parse-rule-set.ts';
import type { RuleSet } from './rule-set.ts';
import { Scorer } from './scorer.ts';

/** 2026-08-10T00:00:00Z: the instant that the times of these tests count from. */
export const T0 = Date.UTC(2026, 7, 10);
export const SECOND = 1000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

export const guinea = destination({ prefix: '224', countryCode: '224', iso2: 'GN', index: 0 });
export const cuba = destination({ prefix: '53', countryCode: '53', iso2: 'CU', index: 1 });

function destination(overrides: Partial<Destination>): Destination {
  const iso2 = overrides.iso2 ?? 'GN';
  return {
    prefix: '224',
    countryCode: '224',
    iso2,
    country: null,
    countryJa: null,
    class: 'country',
    milliYenPerMinute: 170_000,
    unitSeconds: 60,
    risk: ['high-risk-2015'],
    index: 0,
    countryKey: iso2,
    ...overrides,
  };
}

let nextCallKey = 1;

/** A stop of an answered one-minute call that ended at `at`. */
export function buildLeg(overrides: Partial<InternationalLeg> = {}): InternationalLeg {
  const at = overrides.at ?? T0;
  const talkMs = overrides.talkMs ?? MINUTE;
  const callKey = overrides.callKey ?? nextCallKey++;
  return {
    identity: { source: 'default', callId: `call-${callKey}`, event: 'stop', at },
    callKey,
    correlated: false,
    isFurther: false,
    offset: callKey,
    at,
    startedAt: at - talkMs,
    answeredAt: talkMs > 0 ? at - talkMs : undefined,
    endedAt: at,
    talkMs,
    costMilliYen: 0,
    isRated: false,
    destination: guinea,
    ...overrides,
  };
}

/** A start of a call answered at `at` that is up. */
export function buildStart(overrides: Partial<InternationalLeg> = {}): InternationalLeg {
  const at = overrides.at ?? T0;
  const leg = buildLeg({ talkMs: 0, startedAt: at, answeredAt: at, ...overrides });
  const identity = { ...leg.identity, event: 'start' as const };
  return { ...leg, endedAt: undefined, identity, ...overrides };
}

export function buildRuleSet(yaml: string): RuleSet {
  return parseRuleSet(`name: test\n${yaml}`, 'test.yaml', (name) => `${name}@0`);
}

export const traits: SubscriberTraits = {
  subscriber: 's1',
  service: 'default',
  kind: undefined,
  critical: false,
};

/** One subscriber's scorer that keeps the versions it shows, and applies legs on its clock. */
export function watchOne(ruleSet: RuleSet, of: SubscriberTraits = traits) {
  const versions: AlertVersion[] = [];
  const scorer = new Scorer({
    ruleSet,
    alertId: (service, subscriber, { callId, event, occasion = '' }) =>
      `a-${service}-${subscriber}-${callId}-${event}${occasion}`,
    onVersion: (version) => versions.push(version),
  });
  let clock = Number.NEGATIVE_INFINITY;
  const apply = (leg: InternationalLeg) => {
    clock = Math.max(clock, leg.at);
    scorer.runTimersOf(0, leg.at);
    scorer.apply(0, of, leg, clock);
  };
  return {
    apply,
    versions,
    runTimers: (now: number) => scorer.runTimers(now),
    openCalls: () => scorer.openCalls,
    setLag: (lagMs: number) => scorer.setLag(0, lagMs),
    /** Each alert as it stands at `now`, by default the subscriber's clock. */
    alerts: (now = clock) => {
      scorer.finish(now);
      return [...new Map(versions.map((version) => [version.alertId, version])).values()];
    },
  };
}
