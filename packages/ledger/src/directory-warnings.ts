import type { DirectoryEntry } from './directory.ts';
import type { DirectoryChanges } from './directory-changes.ts';
import { isOver } from './directory-plan.ts';
import type { ReportedChanges } from './directory-report.ts';
import type { Run } from './ledger.ts';

type DirectoryWarningCode =
  | 'many-changes'
  | 'changes-past'
  | 'restricted'
  | 'restricted-as-line'
  | 'line-lost'
  | 'already-over'
  | 'from-now'
  | 'unknown-column';

/** What a person should see before an import counts. */
export interface DirectoryWarning {
  code: DirectoryWarningCode;
  message: string;
  /** Subscribers or lines that it is about. */
  about: readonly string[];
}

/** Above this share of subscribers changed or ended, the wrong file is likelier than the truth. */
const MOST_CHANGED = 0.2;

interface Import {
  entries: readonly DirectoryEntry[];
  ignoredColumns: readonly string[];
  from: number;
  changes: DirectoryChanges;
  reported: ReportedChanges;
}

/** Whether so much changes that a person has to say yes. */
export function isSweeping({ counts }: ReportedChanges): boolean {
  return counts.before > 0 && (counts.changed + counts.ended) / counts.before > MOST_CHANGED;
}

export async function directoryWarnings(run: Run, made: Import): Promise<DirectoryWarning[]> {
  const { entries, from, changes, reported } = made;
  const restricted = await restrictedOf(run, formerHolders(changes, reported));
  const asLines = await restrictedOf(run, standIns(changes));
  return [
    sweeping(reported),
    changesPast(reported),
    warning(
      'restricted',
      restricted,
      'these lose a line, or end, while a restriction of theirs is live: the switch may bar the line for its next holder until that is released',
    ),
    warning(
      'restricted-as-line',
      asLines,
      'these stood for lines that nobody held and are restricted: the restriction stays under that name; release it there',
    ),
    warning(
      'line-lost',
      changes.lost.map(({ line }) => line),
      'these lines have no holder any more: their records will be those of unknown lines',
    ),
    warning(
      'already-over',
      entries
        .filter((row) => isOver(row, from) && !made.changes.entries.has(row.subscriber))
        .map(({ subscriber }) => subscriber),
      'these have ended already and have no valid_from: nothing is added of them',
    ),
    firstFromNow(made),
    warning(
      'unknown-column',
      made.ignoredColumns,
      'the file has columns that no directory has; they are left out',
    ),
  ].filter((each) => each !== undefined);
}

function warning(
  code: DirectoryWarningCode,
  about: readonly string[],
  message: string,
): DirectoryWarning | undefined {
  if (about.length === 0) return undefined;
  return { code, message, about: [...new Set(about)] };
}

function sweeping(reported: ReportedChanges): DirectoryWarning | undefined {
  if (!isSweeping(reported)) return undefined;
  const { before, changed, ended } = reported.counts;
  const message = `${changed + ended} of ${before} subscribers change or end: is it the right file?`;
  return { code: 'many-changes', message, about: [] };
}

function changesPast({ added, changed, ended, moved }: ReportedChanges) {
  const all = [...added, ...changed, ...ended].filter((change) => change.changesPast);
  const taken = moved.filter((move) => move.changesPast);
  const about = [...all.map(({ subscriber }) => subscriber), ...taken.map(({ after }) => after)];
  return warning(
    'changes-past',
    about,
    'this rewrites the past: who these subscribers were, or whose their lines were, is told otherwise for a time before now, and records of that time that come late or again count by it',
  );
}

function firstFromNow({ entries, from, reported }: Import): DirectoryWarning | undefined {
  const undated = entries.filter(({ validFrom }) => validFrom === Number.NEGATIVE_INFINITY);
  if (reported.counts.before > 0 || reported.counts.added === 0) return undefined;
  return warning(
    'from-now',
    undated.map(({ subscriber }) => subscriber),
    `without valid_from these count from ${new Date(from).toISOString()} on: calls begun earlier find nobody; name an earlier day with --from`,
  );
}

function formerHolders({ moves, lost }: DirectoryChanges, { ended }: ReportedChanges): string[] {
  return [
    ...moves.map(({ before }) => before),
    ...lost.map(({ subscriber }) => subscriber),
    ...ended.map(({ subscriber }) => subscriber),
  ];
}

/** The names under which lines that have a holder now were watched until now. */
function standIns({ gained }: DirectoryChanges): string[] {
  return gained.flatMap(({ line, key }) => [`line:${line}`, `line:${key}`]);
}

async function restrictedOf(run: Run, subscribers: readonly string[]): Promise<string[]> {
  if (subscribers.length === 0) return [];
  const rows = await run<{ subscriber: string }>(
    `select distinct subscriber from restriction
      where subscriber = any($1::text[]) and state in ('applying', 'applied', 'releasing')
      order by subscriber`,
    [[...new Set(subscribers)]],
  );
  return rows.map(({ subscriber }) => subscriber);
}
