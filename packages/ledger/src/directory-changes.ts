import type { DirectoryEntry } from './directory.ts';
import { type DirectoryHistory, entriesOf, type Holder, lineKeysOf } from './directory-history.ts';
import { compared, type Interval, type Timeline } from './directory-intervals.ts';
import type { DirectoryPlan } from './directory-plan.ts';

/** A column of the directory, or `valid`: whether there is such a subscriber at all. */
export interface ColumnChange {
  column: string;
  before: string;
  after: string;
}

/** What is otherwise of one subscriber between two instants. */
export interface EntryChange {
  subscriber: string;
  from: number;
  to: number;
  before: DirectoryEntry | undefined;
  after: DirectoryEntry | undefined;
  columns: readonly ColumnChange[];
}

/** A line that is another's than before, between two instants. */
interface LineMove {
  line: string;
  before: string;
  after: string;
  from: number;
  to: number;
}

/** A line that nobody holds any more from an instant on. */
interface LostLine {
  line: string;
  subscriber: string;
  from: number;
}

/** A line that nobody held before. */
interface GainedLine {
  line: string;
  key: string;
}

export interface DirectoryChanges {
  /** By subscriber, in time order; who is not among them is as before. */
  entries: ReadonlyMap<string, readonly EntryChange[]>;
  moves: readonly LineMove[];
  lost: readonly LostLine[];
  gained: readonly GainedLine[];
}

const COLUMNS: Readonly<Record<string, (entry: DirectoryEntry) => string>> = {
  customer: (entry) => entry.customer,
  service: (entry) => entry.service,
  lines: (entry) => entry.lines.join(';'),
  kind: (entry) => entry.kind,
  critical: (entry) => (entry.critical ? '1' : '0'),
  language: (entry) => entry.language,
  contact_name: (entry) => entry.contactName,
  contact_phone: (entry) => entry.contactPhone,
  contact_email: (entry) => entry.contactEmail,
};

/** What a plan changes. */
export function changesOf(before: DirectoryHistory, plan: DirectoryPlan): DirectoryChanges {
  const subscribers = changedSubscribers(before, plan);
  const keysBefore = lineKeysOf(before, subscribers);
  const keysAfter = lineKeysOf(plan.after, subscribers);
  const entries = new Map<string, EntryChange[]>();
  for (const subscriber of subscribers) {
    const was = timelineOf(entriesOf(before, subscriber, keysBefore.get(subscriber) ?? []));
    const is = timelineOf(entriesOf(plan.after, subscriber, keysAfter.get(subscriber) ?? []));
    const changes = changesBetween(subscriber, was, is);
    if (changes.length > 0) entries.set(subscriber, changes);
  }
  const lines = plan.lineKeys.flatMap((key) =>
    compared(before.holders.get(key) ?? [], plan.after.holders.get(key) ?? []),
  );
  return {
    entries,
    moves: lines.flatMap(moveOf),
    lost: lines.flatMap(lossOf),
    gained: plan.lineKeys.flatMap((key) => gainOf(before, plan, key)),
  };
}

/** Whose profile is another, or who held or holds a line that changes hands. */
function changedSubscribers(
  before: DirectoryHistory,
  { after, profiles, lineKeys }: DirectoryPlan,
): Set<string> {
  const holders = lineKeys.flatMap((key) => [
    ...(before.holders.get(key) ?? []),
    ...(after.holders.get(key) ?? []),
  ]);
  return new Set([...profiles, ...holders.map(({ value }) => value.subscriber)]);
}

function gainOf(before: DirectoryHistory, { after }: DirectoryPlan, key: string): GainedLine[] {
  const holder = after.holders.get(key)?.at(-1)?.value;
  return before.holders.has(key) || holder === undefined ? [] : [{ line: holder.line, key }];
}

function timelineOf(entries: readonly DirectoryEntry[]): Timeline<DirectoryEntry> {
  return entries.map((value) => ({ from: value.validFrom, to: value.validTo, value }));
}

function changesBetween(
  subscriber: string,
  was: Timeline<DirectoryEntry>,
  is: Timeline<DirectoryEntry>,
): EntryChange[] {
  const changes: EntryChange[] = [];
  for (const { from, to, value } of compared(was, is)) {
    const columns = columnsBetween(value.a, value.b);
    if (columns.length === 0) continue;
    const last = changes.at(-1);
    const goesOn = last?.to === from && JSON.stringify(last.columns) === JSON.stringify(columns);
    if (goesOn) last.to = to;
    else changes.push({ subscriber, from, to, before: value.a, after: value.b, columns });
  }
  return changes;
}

function columnsBetween(
  before: DirectoryEntry | undefined,
  after: DirectoryEntry | undefined,
): ColumnChange[] {
  if (before === undefined) return [{ column: 'valid', before: '0', after: '1' }];
  if (after === undefined) return [{ column: 'valid', before: '1', after: '0' }];
  return Object.entries(COLUMNS)
    .map(([column, textOf]) => ({ column, before: textOf(before), after: textOf(after) }))
    .filter((change) => change.before !== change.after);
}

type HolderChange = Interval<{ a: Holder | undefined; b: Holder | undefined }>;

function moveOf({ from, to, value: { a, b } }: HolderChange): LineMove[] {
  if (a === undefined || b === undefined || a.subscriber === b.subscriber) return [];
  return [{ line: b.line, before: a.subscriber, after: b.subscriber, from, to }];
}

function lossOf({ from, value: { a, b } }: HolderChange): LostLine[] {
  if (a === undefined || b !== undefined) return [];
  return [{ line: a.line, subscriber: a.subscriber, from }];
}
