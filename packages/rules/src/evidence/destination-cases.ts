import type { RuleSet } from '../rule-set.ts';
import { type CaseParty, type Destination, isSuspect, mayHold, partyOf } from './case-party.ts';
import type {
  CaseFigures,
  DestinationCaseKind,
  DestinationCaseVersion,
  DestinationThresholds,
} from './destination-case.ts';
import { BARRED_WINDOW_MS } from './range-caller.ts';
import { isRangeKey } from './range-key.ts';

export interface CaseOptions {
  /** Names a case by its destination, its kind and when it opened: `c-` and hex digits. */
  caseId(key: string, kind: DestinationCaseKind, openedAt: number): string;
  /** Receives each growth step of each case as it happens. */
  onCase(version: DestinationCaseVersion): void;
}

/** What decides whether a destination is a case, and the version of the rules that say so. */
export interface CaseRules {
  thresholds: DestinationThresholds;
  ruleSetVersion: string;
}

/** What a rule set says of destination cases; `undefined` where it weighs no evidence. */
export function caseRulesOf({ evidence, version }: RuleSet): CaseRules | undefined {
  return evidence && { thresholds: evidence.destinations, ruleSetVersion: version };
}

/** No caller is remembered for longer. */
const FORGOTTEN_AFTER_MS = BARRED_WINDOW_MS;
/** A case is shown again when one of its figures has grown by so much, */
const GROWTH = 1.5;
/** or when it has gone on for such a part of the quiet time that ends it. */
const SHOWN_AGAIN = 1 / 4;

/** A range with more callers is looked at for a hotline as it grows, not with each call. */
const MANY_CALLERS = 200;
const LOOK_EVERY = 20;

/** A case as it stands, and as it was last shown. */
interface Case {
  readonly id: string;
  readonly key: string;
  readonly kind: DestinationCaseKind;
  readonly openedAt: number;
  readonly firstAt: number;
  lastAt: number;
  figures: CaseFigures;
  expected: number;
  hotlines: readonly number[];
  /** `undefined` while it was never shown. */
  shown: DestinationCaseVersion | undefined;
}

/**
 * The destination cases of a range stage. Nothing here restricts anybody: a case is shown to
 * people. Times are those of the calls; a case that is over stays known for what it counted.
 */
export class DestinationCases {
  readonly #options: CaseOptions | undefined;
  /** By kind and key. */
  readonly #cases = new Map<string, Case[]>();
  /** `undefined` where no case is looked for. */
  rules: CaseRules | undefined;
  /** While it is, cases go on and are not shown: what comes in was shown before. */
  isMuted = false;

  constructor(options?: CaseOptions) {
    this.#options = options;
  }

  /** Takes over a stored case as it was shown last: it is never opened again, and goes on there. */
  adopt(shown: DestinationCaseVersion): void {
    const { caseId: id, key, kind, openedAt, firstAt, lastAt, expected, hotlines } = shown;
    const figures = figuresOf(shown);
    const one = { id, key, kind, openedAt, firstAt, lastAt, figures, expected, hotlines, shown };
    const others = this.#casesOf(kind, key).filter((other) => other.id !== id);
    this.#cases.set(`${kind} ${key}`, [...others, one]);
  }

  /** Looks at a destination after a call there. */
  look(key: string, destination: Destination): void {
    if (this.#options === undefined || this.rules === undefined) return;
    const { hotline, attacked } = this.rules.thresholds;
    if (destination.callers.size < Math.min(hotline, attacked)) return;
    // Whoever calls a hotline calls its country too: the range names it better.
    const { size } = destination.callers;
    const isTurn = size <= MANY_CALLERS || size % LOOK_EVERY === 0;
    if (isRangeKey(key) && isTurn) this.#lookFor('hotline', key, destination, this.rules);
    // Whom nothing speaks against makes no attack, and most are such.
    if (isSuspect(destination.caller, this.rules.thresholds))
      this.#lookFor('attacked', key, destination, this.rules);
  }

  /** Shows every case as it stands, where that has not been shown. */
  finish(): void {
    if (this.rules === undefined) return;
    for (const cases of this.#cases.values())
      for (const one of cases) if (!isShown(one)) this.#show(one, one.lastAt);
  }

  #lookFor(
    kind: DestinationCaseKind,
    key: string,
    destination: Destination,
    { thresholds }: CaseRules,
  ): void {
    const { clock } = destination;
    const { quietAfterMs } = thresholds;
    const over = this.#cases
      .get(`${kind} ${key}`)
      ?.filter((one) => endOf(one, quietAfterMs) <= clock);
    const since = Math.max(Number.NEGATIVE_INFINITY, ...(over ?? []).map(({ lastAt }) => lastAt));
    if (!mayHold(kind, destination, since, thresholds)) return;
    const party = partyOf(kind, key, destination, since, thresholds);
    if (!party.holds || party.lastAt + quietAfterMs <= clock) return;
    const one =
      this.#goingOn(kind, key, clock, quietAfterMs) ?? this.#open(kind, key, clock, party);
    grow(one, party);
    if (!this.isMuted && isNews(one, quietAfterMs)) this.#show(one, clock);
  }

  #goingOn(
    kind: DestinationCaseKind,
    key: string,
    clock: number,
    quietAfterMs: number,
  ): Case | undefined {
    const cases = this.#cases.get(`${kind} ${key}`) ?? [];
    return cases.find((one) => one.firstAt <= clock && clock < endOf(one, quietAfterMs));
  }

  #open(kind: DestinationCaseKind, key: string, openedAt: number, party: CaseParty): Case {
    const one: Case = {
      id: this.#options!.caseId(key, kind, openedAt),
      key,
      kind,
      openedAt,
      firstAt: party.firstAt,
      lastAt: party.lastAt,
      figures: figuresOf(party),
      expected: party.expected,
      hotlines: party.hotlines,
      shown: undefined,
    };
    const same = this.#casesOf(kind, key);
    // Those whose callers are forgotten count nothing any more.
    const known = same.filter(({ lastAt }) => lastAt > openedAt - FORGOTTEN_AFTER_MS);
    this.#cases.set(`${kind} ${key}`, [...known, one]);
    return one;
  }

  #show(one: Case, at: number): void {
    const { id: caseId, key, kind, openedAt, firstAt, lastAt, figures, expected, hotlines } = one;
    const { thresholds, ruleSetVersion } = this.rules!;
    one.shown = {
      caseId,
      step: (one.shown?.step ?? 0) + 1,
      key,
      kind,
      openedAt,
      at,
      firstAt,
      lastAt,
      endsAt: lastAt + thresholds.quietAfterMs,
      ...figures,
      expected,
      hotlines,
      ruleSetVersion,
    };
    this.#options!.onCase(one.shown);
  }

  #casesOf(kind: DestinationCaseKind, key: string): Case[] {
    const id = `${kind} ${key}`;
    const known = this.#cases.get(id) ?? [];
    this.#cases.set(id, known);
    return known;
  }
}

function endOf({ lastAt }: Case, quietAfterMs: number): number {
  return lastAt + quietAfterMs;
}

function figuresOf({ callers, suspected, barred, surprise }: CaseFigures): CaseFigures {
  return { callers, suspected, barred, surprise };
}

function grow(one: Case, party: CaseParty): void {
  const { figures } = one;
  one.lastAt = Math.max(one.lastAt, party.lastAt);
  one.expected = party.expected;
  one.hotlines = [...new Set([...one.hotlines, ...party.hotlines])].sort((a, b) => a - b);
  one.figures = {
    callers: Math.max(figures.callers, party.callers),
    suspected: Math.max(figures.suspected, party.suspected),
    barred: Math.max(figures.barred, party.barred),
    surprise: Math.max(figures.surprise, party.surprise),
  };
}

function isNews({ figures, hotlines, lastAt, shown, kind }: Case, quietAfterMs: number): boolean {
  if (shown === undefined) return true;
  const grown = (['callers', 'suspected', 'barred'] as const).some(
    (name) => figures[name] > 0 && figures[name] >= shown[name] * GROWTH,
  );
  const names = kind === 'hotline' && hotlines.length > shown.hotlines.length;
  return grown || names || lastAt >= shown.lastAt + quietAfterMs * SHOWN_AGAIN;
}

function isShown({ figures, hotlines, lastAt, shown }: Case): boolean {
  if (shown === undefined || lastAt > shown.lastAt) return false;
  if (hotlines.length > shown.hotlines.length) return false;
  return (['callers', 'suspected', 'barred'] as const).every(
    (name) => figures[name] <= shown[name],
  );
}
