import type { DirectoryEntry } from './directory.ts';
import {
  type DirectoryHistory,
  type Holder,
  isSameHolder,
  isSameProfile,
  type LineKeyOf,
  lineKeysOf,
  type Profile,
} from './directory-history.ts';
import {
  cutAt,
  type Interval,
  isSameTimeline,
  joined,
  type Timeline,
} from './directory-intervals.ts';

export interface PlanOptions {
  /** As of when a row without `validFrom` counts, and those missing end. Epoch ms. */
  from: number;
  /** The rows are the whole directory: subscribers that they lack end. */
  isWhole: boolean;
  lineKeyOf: LineKeyOf;
}

export interface DirectoryPlan {
  after: DirectoryHistory;
  /** Whose profiles are others than before. */
  profiles: readonly string[];
  /** Whose holders are others than before. */
  lineKeys: readonly string[];
}

/**
 * What a directory becomes by rows that tell it as it stands. The rows of a subscriber say all of
 * it from the earliest of their dates on, and leave what was before. Who holds a line by a row
 * ends whoever held it when that begins.
 */
export function planDirectory(
  before: DirectoryHistory,
  rows: readonly DirectoryEntry[],
  options: PlanOptions,
): DirectoryPlan {
  const plan = new Plan(before, options.lineKeyOf);
  const bySubscriber = Map.groupBy(rows, ({ subscriber }) => subscriber);
  for (const [subscriber, own] of bySubscriber) {
    plan.cut(subscriber, Math.min(...own.map((row) => beginOf(row, options.from))));
  }
  if (options.isWhole) {
    for (const subscriber of before.profiles.keys()) {
      if (!bySubscriber.has(subscriber)) plan.cut(subscriber, options.from);
    }
  }
  // Only now: who gives a line up may stand after who takes it.
  for (const row of rows) {
    if (!isOver(row, options.from)) plan.add(row, beginOf(row, options.from));
  }
  return plan.finish();
}

/** A row without a beginning that has ended tells when, and nothing else. */
export function isOver({ validFrom, validTo }: DirectoryEntry, from: number): boolean {
  return validFrom === Number.NEGATIVE_INFINITY && validTo <= from;
}

function beginOf(row: DirectoryEntry, from: number): number {
  if (isOver(row, from)) return row.validTo;
  return row.validFrom === Number.NEGATIVE_INFINITY ? from : row.validFrom;
}

class Plan {
  readonly #before: DirectoryHistory;
  readonly #profiles: Map<string, Timeline<Profile>>;
  readonly #holders: Map<string, Timeline<Holder>>;
  readonly #keysBefore: Map<string, Set<string>>;
  readonly #lineKeyOf: LineKeyOf;
  readonly #subscribers = new Set<string>();
  readonly #lineKeys = new Set<string>();

  constructor(before: DirectoryHistory, lineKeyOf: LineKeyOf) {
    this.#before = before;
    this.#profiles = new Map(before.profiles);
    this.#holders = new Map(before.holders);
    this.#keysBefore = lineKeysOf(before);
    this.#lineKeyOf = lineKeyOf;
  }

  /** Ends a subscriber and what it holds. */
  cut(subscriber: string, at: number): void {
    this.#subscribers.add(subscriber);
    this.#profiles.set(subscriber, cutAt(this.#profiles.get(subscriber) ?? [], at));
    for (const key of this.#keysBefore.get(subscriber) ?? []) {
      this.#replace(key, (held) =>
        held.value.subscriber === subscriber ? cutAt([held], at) : [held],
      );
    }
  }

  add({ lines, validFrom: _, validTo: to, ...profile }: DirectoryEntry, from: number): void {
    const { subscriber } = profile;
    const known = this.#profiles.get(subscriber) ?? [];
    this.#profiles.set(subscriber, [...known, { from, to, value: profile }]);
    const written = new Map(lines.map((line) => [this.#lineKeyOf(line), line]));
    for (const [key, line] of written) {
      const claim = { from, to, value: { subscriber, line } };
      this.#replace(key, (held) => this.#givenUp(held, claim));
      this.#holders.set(key, [...(this.#holders.get(key) ?? []), claim]);
    }
  }

  finish(): DirectoryPlan {
    const before = this.#before;
    return {
      after: { profiles: this.#profiles, holders: this.#holders },
      profiles: settled(this.#subscribers, this.#profiles, before.profiles, isSameProfile),
      lineKeys: settled(this.#lineKeys, this.#holders, before.holders, isSameHolder),
    };
  }

  /** What is left to who held a line that another takes. */
  #givenUp(held: Interval<Holder>, claim: Interval<Holder>): Interval<Holder>[] {
    if (held.to <= claim.from || claim.to <= held.from) return [held];
    // A line given up does not come back by itself; one promised for later is only had later.
    if (held.from < claim.from) return [{ ...held, to: claim.from }];
    return held.to > claim.to ? [{ ...held, from: claim.to }] : [];
  }

  #replace(key: string, change: (held: Interval<Holder>) => Interval<Holder>[]): void {
    this.#lineKeys.add(key);
    this.#holders.set(key, (this.#holders.get(key) ?? []).flatMap(change));
  }
}

/** Brings timelines into their form; returns the keys of those that are others than before. */
function settled<T>(
  keys: Iterable<string>,
  timelines: Map<string, Timeline<T>>,
  before: ReadonlyMap<string, Timeline<T>>,
  isEqual: (a: T, b: T) => boolean,
): string[] {
  return [...keys].filter((key) => {
    const timeline = joined(timelines.get(key) ?? [], isEqual);
    const was = before.get(key) ?? [];
    const isSame = isSameTimeline(was, timeline, isEqual);
    if (timeline.length === 0) timelines.delete(key);
    else timelines.set(key, isSame ? was : timeline);
    return !isSame;
  });
}
