import { changesOf } from './directory-changes.ts';
import type { DirectoryEncoding } from './directory-encoding.ts';
import type { ReadDirectoryFile } from './directory-file.ts';
import type { DirectoryHistory } from './directory-history.ts';
import { valueAt } from './directory-intervals.ts';
import { type DirectoryPlan, planDirectory } from './directory-plan.ts';
import { type ReportedChanges, reportChanges } from './directory-report.ts';
import { readHistory } from './directory-rows.ts';
import { type DirectoryWarning, directoryWarnings, isSweeping } from './directory-warnings.ts';
import { writeHolders, writeProfiles } from './directory-write.ts';
import { LedgerError } from './errors.ts';
import type { Ledger, Run } from './ledger.ts';

export interface ImportRequest extends ReadDirectoryFile {
  /** As of when rows without `validFrom` count. Epoch ms. */
  from: number;
  /** Whether subscribers that the rows lack end. */
  isWhole: boolean;
  isDryRun: boolean;
  /** A person has seen how much changes. */
  isConfirmed: boolean;
  /** A person or a program; kept with it. */
  by: string;
  /** Epoch ms. */
  now: number;
}

/** What an import does, or would do. */
export interface ImportReport extends ReportedChanges {
  dryRun: boolean;
  file: string;
  contentHash: string;
  encoding: DirectoryEncoding;
  by: string;
  at: string;
  from: string;
  whole: boolean;
  rows: number;
  /** Of the directory after it; a dry run has that of the directory as it is. */
  version: number;
  warnings: readonly DirectoryWarning[];
}

/** More changes than a person has agreed to; nothing is imported. */
export class SweepingImportError extends Error {
  override readonly name = 'SweepingImportError';
  readonly code = 'many-changes';
  readonly report: ImportReport;

  constructor(report: ImportReport) {
    const { before, changed, ended } = report.counts;
    super(
      `${report.file}: ${changed + ended} of ${before} subscribers would change or end; see what with --dry-run, then give --yes`,
    );
    this.report = report;
  }
}

const TRIES = 5;

/**
 * Takes a directory in, all of it or nothing; the same again changes nothing. See `planDirectory`.
 * What it does is worked out before the transaction, in which all others wait.
 * @throws SweepingImportError, LedgerError
 */
export async function importDirectory(
  ledger: Ledger,
  request: ImportRequest,
): Promise<ImportReport> {
  for (let tries = 1; tries <= TRIES; tries++) {
    const report = await attempt(ledger, request);
    if (report !== undefined) return report;
  }
  throw new LedgerError('conflict', 'others import at the same time; try again when they are done');
}

/** Nothing where another import came between. */
async function attempt(ledger: Ledger, request: ImportRequest): Promise<ImportReport | undefined> {
  const { run } = ledger;
  const version = await readVersion(run, { isLocked: false });
  const before = await readHistory(run);
  const plan = planDirectory(before, request.entries, request);
  const report = await reportOf(run, request, before, plan, version);
  if (request.isDryRun) {
    const isSame = (await readVersion(run, { isLocked: false })) === version;
    return isSame ? { ...report, version } : undefined;
  }
  if (isSweeping(report) && !request.isConfirmed) throw new SweepingImportError(report);
  return ledger.transaction(async (locked) => {
    if ((await readVersion(locked, { isLocked: true })) !== version) return undefined;
    await write(locked, plan, report);
    return report;
  });
}

async function readVersion(run: Run, { isLocked }: { isLocked: boolean }): Promise<number> {
  // Locked: imports come one after another, each on what it was worked out from.
  const lock = isLocked ? ' for update' : '';
  const [row] = await run<{ version: number }>(`select version from directory_version${lock}`);
  return row!.version;
}

async function reportOf(
  run: Run,
  request: ImportRequest,
  before: DirectoryHistory,
  plan: DirectoryPlan,
  version: number,
): Promise<ImportReport> {
  const { entries: rows, from, now } = request;
  const changes = changesOf(before, plan);
  const reported = reportChanges(changes, { before, rows, from, now });
  return {
    dryRun: request.isDryRun,
    file: request.file,
    contentHash: request.contentHash,
    encoding: request.encoding,
    by: request.by,
    at: new Date(now).toISOString(),
    from: new Date(from).toISOString(),
    whole: request.isWhole,
    rows: rows.length,
    version: changes.entries.size === 0 ? version : version + 1,
    warnings: await directoryWarnings(run, { ...request, changes, reported }),
    ...reported,
  };
}

async function write(run: Run, plan: DirectoryPlan, report: ImportReport): Promise<void> {
  const { after, profiles, lineKeys } = plan;
  await writeProfiles(run, after, profiles);
  await writeHolders(run, after, lineKeys);
  const now = Date.parse(report.at);
  await run('delete from unknown_line where line_key = any($1::text[])', [
    lineKeys.filter((key) => valueAt(after.holders.get(key) ?? [], now) !== undefined),
  ]);
  await run('update directory_version set version = $1', [report.version]);
  await note(run, report);
}

async function note(run: Run, report: ImportReport): Promise<void> {
  const { at, by, file, contentHash, from, whole, rows, counts, version } = report;
  const { added, changed, ended, moved } = counts;
  await run(
    `insert into directory_import
        (at, by, file, content_hash, valid_from, whole, rows, added, changed, ended, moved, version)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [at, by, file, contentHash, from, whole, rows, added, changed, ended, moved, version],
  );
}
