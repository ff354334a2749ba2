import type { DirectoryEntry } from './directory.ts';
import { type Timeline, valueAt } from './directory-intervals.ts';

/** What the directory says of a subscriber, but for its lines. */
export type Profile = Omit<DirectoryEntry, 'lines' | 'validFrom' | 'validTo'>;

/** Who holds a line, and how the directory writes it. */
export interface Holder {
  subscriber: string;
  line: string;
}

/** The directory over time. Neighbours in a timeline differ; a holder always has a profile. */
export interface DirectoryHistory {
  readonly profiles: ReadonlyMap<string, Timeline<Profile>>;
  /** By line key: the full number, or the line as written where it is none. */
  readonly holders: ReadonlyMap<string, Timeline<Holder>>;
}

export type LineKeyOf = (line: string) => string;

export const NO_HISTORY: DirectoryHistory = { profiles: new Map(), holders: new Map() };

const PROFILE_KEYS = [
  'customer',
  'service',
  'kind',
  'critical',
  'language',
  'contactName',
  'contactPhone',
  'contactEmail',
] as const satisfies readonly (keyof Profile)[];

export function isSameProfile(a: Profile, b: Profile): boolean {
  return PROFILE_KEYS.every((key) => a[key] === b[key]);
}

/** Another way to write the same line is no change. */
export function isSameHolder(a: Holder, b: Holder): boolean {
  return a.subscriber === b.subscriber;
}

/** The keys of the lines that each subscriber ever held, or each of some. */
export function lineKeysOf(
  { holders }: DirectoryHistory,
  some?: ReadonlySet<string>,
): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>();
  for (const [key, timeline] of holders) {
    for (const { value } of timeline) {
      if (some?.has(value.subscriber) === false) continue;
      const known = keys.get(value.subscriber);
      if (known === undefined) keys.set(value.subscriber, new Set([key]));
      else known.add(key);
    }
  }
  return keys;
}

/** A subscriber's rows: one for each time in which neither its profile nor its lines change. */
export function entriesOf(
  { profiles, holders }: DirectoryHistory,
  subscriber: string,
  lineKeys: Iterable<string>,
): DirectoryEntry[] {
  const profile = profiles.get(subscriber) ?? [];
  const held = [...lineKeys].flatMap((key) =>
    (holders.get(key) ?? []).filter(({ value }) => value.subscriber === subscriber),
  );
  const bounds = [...new Set([...profile, ...held].flatMap(({ from, to }) => [from, to]))];
  bounds.sort((a, b) => a - b);
  return bounds.slice(1).flatMap((validTo, i) => {
    const validFrom = bounds[i]!;
    const value = valueAt(profile, validFrom);
    if (value === undefined) return [];
    return [{ ...value, lines: linesAt(held, validFrom), validFrom, validTo }];
  });
}

/** All rows, subscriber after subscriber. */
export function allEntriesOf(history: DirectoryHistory): DirectoryEntry[] {
  const keys = lineKeysOf(history);
  return [...history.profiles.keys()].flatMap((subscriber) =>
    entriesOf(history, subscriber, keys.get(subscriber) ?? []),
  );
}

function linesAt(held: Timeline<Holder>, at: number): string[] {
  const valid = held.filter(({ from, to }) => from <= at && at < to);
  return valid.map(({ value }) => value.line).sort();
}
