import type { DirectoryEntry } from './directory.ts';
import type { ColumnChange, DirectoryChanges, EntryChange } from './directory-changes.ts';
import type { DirectoryHistory } from './directory-history.ts';

/** Times are RFC 3339 in UTC, `null` where there is no bound. */
type Time = string | null;

/** `changesPast`: it counts from before the import, so that what was so then is told otherwise. */
interface Reported {
  changesPast: boolean;
}

interface AddedSubscriber extends Reported {
  subscriber: string;
  validFrom: Time;
  validTo: Time;
  lines: readonly string[];
}

interface ChangedSubscriber extends Reported {
  subscriber: string;
  from: Time;
  to: Time;
  columns: readonly ColumnChange[];
}

interface EndedSubscriber extends Reported {
  subscriber: string;
  at: Time;
  /** That it held last. */
  lines: readonly string[];
}

interface MovedLine extends Reported {
  line: string;
  before: string;
  after: string;
  from: Time;
  to: Time;
}

/** What an import changes. A subscriber is in one of `added`, `changed` and `ended`. */
export interface ReportedChanges {
  counts: {
    /** Subscribers of the directory that had not ended, before the import. */
    before: number;
    added: number;
    changed: number;
    ended: number;
    /** Lines that went from one holder to another. */
    moved: number;
    /** Subscribers of the file that are as before. */
    unchanged: number;
  };
  added: readonly AddedSubscriber[];
  /** One for each stretch of time; a subscriber may have several. */
  changed: readonly ChangedSubscriber[];
  ended: readonly EndedSubscriber[];
  moved: readonly MovedLine[];
}

export interface ReportContext {
  before: DirectoryHistory;
  rows: readonly DirectoryEntry[];
  /** Epoch ms: as of when the import counts, and when it was. */
  from: number;
  now: number;
}

/** The changes as a person and a program are told them. */
export function reportChanges(
  { entries, moves }: DirectoryChanges,
  { before, rows, from, now }: ReportContext,
): ReportedChanges {
  // An empty directory said nothing of the past that could be told otherwise.
  const past = before.profiles.size === 0 ? Number.NEGATIVE_INFINITY : Math.min(now, from);
  const changesPast = (change: { from: number }) => change.from < past;
  const added: AddedSubscriber[] = [];
  const changed: ChangedSubscriber[] = [];
  const ended: EndedSubscriber[] = [];
  let changedSubscribers = 0;
  for (const [subscriber, changes] of entries) {
    const first = changes[0]!;
    if (!before.profiles.has(subscriber)) {
      const { from: validFrom, to, after } = spanOf(changes);
      const times = { validFrom: timeOf(validFrom), validTo: timeOf(to) };
      added.push({
        subscriber,
        ...times,
        lines: after?.lines ?? [],
        changesPast: changesPast(first),
      });
    } else if (changes.every(({ after }) => after === undefined)) {
      const { lines } = first.before!;
      ended.push({ subscriber, at: timeOf(first.from), lines, changesPast: changesPast(first) });
    } else {
      changedSubscribers++;
      for (const change of changes) {
        const times = { from: timeOf(change.from), to: timeOf(change.to) };
        const { columns } = change;
        changed.push({ subscriber, ...times, columns, changesPast: changesPast(change) });
      }
    }
  }
  const moved = moves.map(({ line, before: former, after, ...times }) => ({
    line,
    before: former,
    after,
    from: timeOf(times.from),
    to: timeOf(times.to),
    changesPast: changesPast(times),
  }));
  const named = new Set(rows.map(({ subscriber }) => subscriber));
  const counts = {
    before: [...before.profiles.values()].filter((timeline) => timeline.at(-1)!.to > from).length,
    added: added.length,
    changed: changedSubscribers,
    ended: ended.length,
    moved: moved.length,
    unchanged: [...named].filter((subscriber) => !entries.has(subscriber)).length,
  };
  return { counts, added, changed, ended, moved };
}

export function timeOf(at: number): Time {
  return Number.isFinite(at) ? new Date(at).toISOString() : null;
}

function spanOf(changes: readonly EntryChange[]): EntryChange {
  return { ...changes[0]!, to: changes.at(-1)!.to };
}
