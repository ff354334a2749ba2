import type { PolicyDocument, ServiceDocument } from './policy-schema.ts';
import type { Length } from './span.ts';

/** Whether a service's lines are touched, decisions wait for a person, or are only recorded. */
export type EnforcementMode = 'shadow' | 'propose' | 'enforce';

/** What follows a decision: the customer is asked, a person is asked, or the line is barred. */
export type ResponseAction = 'ask' | 'propose' | 'restrict';

export type Severity = 'warning' | 'critical';

interface Response {
  action: ResponseAction;
  /** Absent: as long as the decision says. */
  length: Length | undefined;
  /** Nothing: calls that are up are ended where the switch can. */
  teardown: boolean | undefined;
}

/** The clause of the terms of service under which lines are barred. */
export interface Terms {
  clause: string;
  version: string;
  /** `YYYY-MM-DD`. */
  date: string;
}

/** At most so many bars within a time. */
export interface BreakerLimit {
  bars: number;
  withinMs: number;
}

export interface Extension {
  byMs: number;
  upToMs: number;
  attempts: number;
}

/** What is to happen to the lines of one service. */
export interface ServicePolicy {
  mode: EnforcementMode;
  terms: Terms | undefined;
  releasePath: string | undefined;
  responses: Readonly<Record<Severity, Response>>;
  /** No bar lasts longer. */
  longestMs: number;
  extension: Extension | undefined;
  probationMs: number;
  /** How long an answer "ours" counts for what is no more than that episode. */
  quietMs: number;
  /** Kinds of subscribers that are never barred without a person; critical ones never are. */
  proposeOnlyKinds: ReadonlySet<string>;
  breaker: BreakerLimit | undefined;
  /** Prefixes, digits behind the international prefix, that a subscriber keeps during a bar. */
  allowOf(subscriber: string): readonly string[];
}

export interface Policy {
  /** Name and content hash, as transitions store it. */
  version: string;
  staleAfterMs: number;
  homeCountryCode: string;
  /** Over all services. */
  breaker: BreakerLimit;
  of(service: string): ServicePolicy;
  /** Services whose lines are barred; `*` stands for those that are not named. */
  enforced: readonly string[];
  /** When a bar that begins now ends, and never after the service's longest. Epoch ms. */
  untilOf(service: string, severity: Severity, begin: number, decided: number): number;
}

/**
 * When somebody is next at a service's desk, from an instant on: that itself while it is open.
 * Nothing where it does not open for long. Epoch ms.
 */
export type OpensAt = (service: string, at: number) => number | undefined;

const DAY_MS = 86_400_000;
const QUIET_DAYS = 30;
const SHADOW: ServiceDocument = {};

/** Merged: what a service leaves out it takes from `*`. */
export function mergedService(document: PolicyDocument, service: string): ServiceDocument {
  const { services } = document;
  const named = Object.hasOwn(services, service) ? services[service] : undefined;
  return { ...SHADOW, ...services['*'], ...named };
}

export function compilePolicy(document: PolicyDocument, version: string, opensAt: OpensAt): Policy {
  const { services } = document;
  const compiled = new Map(
    Object.keys(services).map((name) => [name, compileService(mergedService(document, name))]),
  );
  const others = compiled.get('*') ?? compileService(SHADOW);
  const of = (service: string) => compiled.get(service) ?? others;
  return {
    version,
    staleAfterMs: document.staleAfter,
    homeCountryCode: document.homeCountryCode,
    breaker: limitOf(document.breaker),
    of,
    enforced: [...compiled].filter(([, { mode }]) => mode === 'enforce').map(([name]) => name),
    untilOf: (service, severity, begin, decided) =>
      endOf(of(service), severity, begin, decided, (at) => opensAt(service, at)),
  };
}

function compileService(document: ServiceDocument): ServicePolicy {
  const { severities, extend, subscribers = {} } = document;
  const base = document.allow ?? [];
  return {
    mode: document.mode ?? 'shadow',
    terms: document.terms,
    releasePath: document.releasePath,
    responses: {
      warning: responseOf(severities?.warning, 'ask'),
      critical: responseOf(severities?.critical, 'restrict'),
    },
    longestMs: document.longest ?? 7 * DAY_MS,
    extension: extend && { byMs: extend.by, upToMs: extend.upTo, attempts: extend.attempts },
    probationMs: document.probation ?? DAY_MS,
    quietMs: (document.quietDays ?? QUIET_DAYS) * DAY_MS,
    proposeOnlyKinds: new Set(document.proposeOnly?.kinds ?? []),
    breaker: document.breaker && limitOf(document.breaker),
    allowOf: (subscriber) =>
      Object.hasOwn(subscribers, subscriber)
        ? [...base, ...(subscribers[subscriber]?.allow ?? [])]
        : base,
  };
}

type ResponseDocument = NonNullable<NonNullable<ServiceDocument['severities']>['warning']>;

function responseOf(document: ResponseDocument | undefined, action: ResponseAction): Response {
  if (document === undefined) return { action, length: undefined, teardown: false };
  return { action: document.action, length: document.for, teardown: document.teardown };
}

function limitOf({ bars, within }: { bars: number; within: number }): BreakerLimit {
  return { bars, withinMs: within };
}

function endOf(
  { responses, longestMs }: ServicePolicy,
  severity: Severity,
  begin: number,
  decided: number,
  opensAt: (at: number) => number | undefined,
): number {
  return Math.min(begin + longestMs, wantedEnd(responses[severity].length));

  function wantedEnd(length: Length | undefined): number {
    if (length === undefined) return decided;
    if (length.kind === 'span') return begin + length.ms;
    // A desk that does not open is no reason to let go at once: the longest holds then.
    const open = opensAt(begin);
    return open === undefined ? begin + longestMs : open + length.plusMs;
  }
}
