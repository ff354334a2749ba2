import type { DestinationDecision } from '../decision.ts';
import type { DestinationCall, Truth } from '../truth.ts';
import type { IndexedTruth } from './score-run.ts';

/** So many victims in one range make it attacked. */
const SEVERAL = 3;
const DAY_MS = 24 * 3_600_000;

/** A range that several victims were made to call, or an attack that made them. */
export interface AttackedOutcome {
  /** Seconds from the first call of the one who made them several to the case; `null`: none came. */
  seconds: number | null;
}

/** Whom a case was about: those who were attacked or deceived, where several called; else others. */
export type CaseTruth = 'attack' | 'deceived' | 'lawful';

interface CaseOutcome {
  kind: DestinationDecision['kind'];
  truth: CaseTruth;
}

export interface DestinationOutcome {
  ranges: readonly AttackedOutcome[];
  attacks: readonly AttackedOutcome[];
  cases: readonly CaseOutcome[];
  days: number;
}

/** What the destination cases of one run came to. */
export function scoreDestinations(
  { truth }: IndexedTruth,
  decisions: readonly DestinationDecision[],
): DestinationOutcome {
  const attacked = attackedRanges(truth);
  const byKey = Map.groupBy(
    decisions.filter(({ kind }) => kind === 'attacked'),
    ({ key }) => key,
  );
  const ranges = attacked.map((one) => ({ ...one, seconds: delayOf(one, byKey) }));
  const byAttack = Map.groupBy(ranges, ({ attack }) => attack);
  return {
    ranges,
    attacks: [...byAttack.values()].map(soonest),
    cases: decisions.map((decision) => ({
      kind: decision.kind,
      truth: truthOf(decision, truth.destinations.get(decision.key) ?? []),
    })),
    days: truth.days,
  };
}

interface AttackedRange {
  attack: string;
  range: string;
  country: string;
  /** When the third victim called first, and when any called last. */
  severalAt: number;
  lastAt: number;
}

function attackedRanges({ destinations }: Truth): AttackedRange[] {
  return [...destinations].flatMap(([range, calls]) => {
    // A country is attacked where its ranges are.
    const ofRange = calls.filter(
      ({ isRange, attack, isDeceived }) => isRange && attack !== null && !isDeceived,
    );
    const byAttack = Map.groupBy(ofRange, ({ attack }) => attack!);
    return [...byAttack].flatMap(([attack, own]) => attackedRange(attack, range, own) ?? []);
  });
}

function attackedRange(
  attack: string,
  range: string,
  calls: readonly DestinationCall[],
): AttackedRange | undefined {
  const first = new Map<string, number>();
  for (const { subscriber, startedAt } of calls)
    first.set(subscriber, Math.min(first.get(subscriber) ?? startedAt, startedAt));
  const firsts = [...first.values()].sort((a, b) => a - b);
  const severalAt = firsts[SEVERAL - 1];
  if (severalAt === undefined) return undefined;
  const lastAt = Math.max(...calls.map(({ startedAt }) => startedAt));
  return { attack, range, country: calls[0]!.country, severalAt, lastAt };
}

// A case that opened while no more than two had called is as soon as can be.
function delayOf(
  { range, country, severalAt, lastAt }: AttackedRange,
  cases: ReadonlyMap<string, readonly DestinationDecision[]>,
): number | null {
  const own = [...(cases.get(range) ?? []), ...(cases.get(country) ?? [])].filter(
    (one) => one.openedAt <= lastAt + DAY_MS && one.lastAt >= severalAt - DAY_MS,
  );
  if (own.length === 0) return null;
  const openedAt = Math.min(...own.map((one) => one.openedAt));
  return Math.max(0, openedAt - severalAt) / 1000;
}

function soonest(ranges: readonly AttackedOutcome[]): AttackedOutcome {
  const known = ranges.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]));
  return { seconds: known.length === 0 ? null : Math.min(...known) };
}

function truthOf(
  { firstAt, lastAt }: DestinationDecision,
  calls: readonly DestinationCall[],
): CaseTruth {
  // A call is told when it has begun or, where switches write stops alone, ended.
  const within = calls.filter((one) => one.at >= firstAt && one.startedAt <= lastAt);
  const labelled = within.filter(({ attack }) => attack !== null);
  const several = (isDeceived: boolean) =>
    new Set(labelled.filter((one) => one.isDeceived === isDeceived).map((one) => one.subscriber))
      .size >= SEVERAL;
  if (several(false)) return 'attack';
  return several(true) ? 'deceived' : 'lawful';
}
