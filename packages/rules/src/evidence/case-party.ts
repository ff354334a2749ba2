import type {
  CaseFigures,
  DestinationCaseKind,
  DestinationThresholds,
} from './destination-case.ts';
import { type Caller, counts, hotlinesOf, isBarred, WINDOW_MS, weightOf } from './range-caller.ts';
import { isRangeKey } from './range-key.ts';
import { surprise } from './surprise.ts';

/** A range or country as its stage knows it. */
export interface Destination {
  callers: { readonly size: number; values(): Iterable<Caller> };
  /** Epoch ms of its newest call. */
  clock: number;
  /** Who called now. */
  caller: Caller;
  /** Callers a day that its history lets expect. */
  expectedADay: number;
}

/** Those for whom a case of one kind stands. */
export interface CaseParty extends CaseFigures {
  /** Whether they are what a case takes. */
  holds: boolean;
  firstAt: number;
  lastAt: number;
  expected: number;
  hotlines: readonly number[];
}

/** The callers who make a case, and whether they are enough for one. */
interface Decisive {
  callers: readonly Caller[];
  hotlines: readonly number[];
  isEnough: boolean;
}

const DAY_MS = 86_400_000;

/**
 * Whether there may be a case of a kind: most calls lead where there is none, and a popular country
 * has thousands of callers.
 */
export function mayHold(
  kind: DestinationCaseKind,
  { callers, clock, caller: { number } }: Destination,
  since: number,
  thresholds: DestinationThresholds,
): boolean {
  let [all, suspects, sameNumber] = [0, 0, 0];
  for (const caller of callers.values()) {
    if (caller.at <= since || !counts(caller, clock)) continue;
    all++;
    if (caller.number === number) sameNumber++;
    if (isSuspect(caller, thresholds)) suspects++;
  }
  if (kind === 'hotline') return sameNumber >= thresholds.hotline;
  return suspects >= thresholds.attacked && suspects >= thresholds.share * all;
}

/**
 * Who speaks for a case of a kind.
 * @param since callers up to then belong to a case that is over
 */
export function partyOf(
  kind: DestinationCaseKind,
  key: string,
  { callers, clock, expectedADay }: Destination,
  since: number,
  thresholds: DestinationThresholds,
): CaseParty {
  const current = [...callers.values()].filter(
    (caller) => caller.at > since && counts(caller, clock),
  );
  const attackers = attackersOf(key, current, thresholds);
  const decisive = kind === 'attacked' ? attackers : hotlineOf(current, attackers, thresholds);
  const among = kind === 'attacked' ? current : decisive.callers;
  const suspects = among.filter((caller) => isSuspect(caller, thresholds));
  const expected = expectedADay * (WINDOW_MS / DAY_MS);
  const weight = decisive.callers.reduce((sum, caller) => sum + weightOf(caller), 0);
  const beyond = surprise(weight, expected);
  return {
    holds: decisive.isEnough && beyond >= thresholds.surprise,
    callers: among.length,
    suspected: suspects.length,
    barred: suspects.filter(isBarred).length,
    surprise: beyond,
    expected,
    hotlines: decisive.hotlines,
    firstAt: Math.min(...decisive.callers.map((caller) => Math.max(caller.since, since + 1))),
    lastAt: Math.max(...decisive.callers.map(({ at }) => at)),
  };
}

// Among many lawful callers some are always suspected of something.
function attackersOf(
  key: string,
  current: readonly Caller[],
  thresholds: DestinationThresholds,
): Decisive {
  const callers = current.filter((caller) => isSuspect(caller, thresholds));
  const isEnough =
    spreadOf(key, callers) >= thresholds.attacked &&
    callers.length >= thresholds.share * current.length;
  return { callers, hotlines: [], isEnough };
}

function hotlineOf(
  current: readonly Caller[],
  attackers: Decisive,
  { hotline }: DestinationThresholds,
): Decisive {
  const hotlines = hotlinesOf(current, hotline);
  const callers = current.filter(({ number }) => hotlines.includes(number));
  return { callers, hotlines, isEnough: hotlines.length > 0 && !attackers.isEnough };
}

// A country is attacked where several of its ranges are; where one has nearly all, that one is.
function spreadOf(key: string, suspects: readonly Caller[]): number {
  if (isRangeKey(key)) return suspects.length;
  const byRange = Map.groupBy(suspects, ({ range }) => range);
  const largest = Math.max(0, ...[...byRange.values()].map(({ length }) => length));
  return suspects.length - largest;
}

/** Whether its own calls speak against a caller. */
export function isSuspect(caller: Caller, { suspected }: DestinationThresholds): boolean {
  return isBarred(caller) || caller.suspicion * caller.novel >= suspected;
}
