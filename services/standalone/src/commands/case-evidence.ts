import { join } from 'node:path';
import { appendAudit, dropNumbers, heldNumbers, holdNumbers, type Ledger } from '@sekisho/ledger';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { openStoreOf } from '../backtest/open-history.ts';
import { type CaseFile, caseFiles, type ExportHead, type FullNumbers } from '../case/case-files.ts';
import { readCase, type StoredCase } from '../case/read-case.ts';
import { keyOf, readNumbers } from '../case/read-numbers.ts';
import { requireTwoPeople } from '../case/two-people.ts';
import { withLedger } from '../ledger-access.ts';
import { UsageError } from '../usage-error.ts';
import { makeFolder, writeText } from '../verdicts/write-lines.ts';
import { addPerson, type PersonFlags, personOf } from './person.ts';
import { addWhere, type Where } from './where.ts';

/** What is done with the evidence of an alert, for a refund or a dispute. */
export function evidenceCommands(env: EnvironmentVariables): Command[] {
  return [exportCommand(env), keepCommand(env), dropCommand(env)].map((command) =>
    addPerson(addWhere(command)),
  );
}

type CaseFlags = Where & PersonFlags;

interface ExportFlags extends CaseFlags {
  approvedBy: string;
  out: string;
  reveal?: boolean;
}

function exportCommand(env: EnvironmentVariables): Command {
  return new Command('export')
    .description('calls and times of an alert as JSON and CSV, each with its SHA-256')
    .argument('<alert>', 'its id, a-…')
    .requiredOption('--approved-by <who>', 'another person; kept with it')
    .option('--out <dir>', 'where the files are written', '.')
    .option('--reveal', 'full called numbers, where they are still kept')
    .action(async (alertId: string, flags: ExportFlags) => {
      const { approvedBy } = flags;
      const head = { ...personOf(flags), approvedBy: approvedBy.trim(), exportedAt: Date.now() };
      if (head.approvedBy === '')
        throw new UsageError('--approved-by: no such person; write a name');
      await withLedger(flags, env, (ledger) =>
        requireTwoPeople(ledger, { alertId, now: head.exportedAt, ...head }),
      );
      const { stored, numbers } = await readEvidence(alertId, flags, env);
      const files = caseFiles(stored, head, flags.reveal === true ? numbers : undefined);
      makeFolder('--out', flags.out);
      // Before a file is there: nobody has what no entry tells of.
      await withLedger(flags, env, (ledger) =>
        noteExport(ledger, stored, head, files, flags.reveal === true),
      );
      for (const file of files) writeWithHash(flags.out, file);
    });
}

function noteExport(
  ledger: Ledger,
  { alertId, calls }: StoredCase,
  { by, approvedBy, reason, exportedAt }: ExportHead,
  files: readonly CaseFile[],
  isRevealed: boolean,
): Promise<void> {
  const told = { at: exportedAt, actor: by, subject: alertId };
  const why = { approvedBy, reason, calls: calls.length };
  return ledger.transaction(async (run) => {
    if (isRevealed) {
      await appendAudit({ run }, { ...told, action: 'numbers.revealed', detail: why });
    }
    const sha256 = Object.fromEntries(files.map((file) => [file.name, file.sha256]));
    await appendAudit({ run }, { ...told, action: 'case.exported', detail: { ...why, sha256 } });
  });
}

function writeWithHash(dir: string, { name, text, sha256 }: CaseFile): void {
  const file = join(dir, name);
  writeText('--out', file, text, 0o600);
  writeText('--out', `${file}.sha256`, `${sha256}  ${name}\n`, 0o600);
  process.stdout.write(`${file} ${sha256}\n`);
}

interface KeepFlags extends CaseFlags {
  days: string;
}

function keepCommand(env: EnvironmentVariables): Command {
  return new Command('keep-numbers')
    .description("keep an open case's full numbers beyond the records' 90 days")
    .argument('<alert>', 'its id, a-…')
    .option('--days <n>', 'from now on, at most 1100', '365')
    .action(async (alertId: string, flags: KeepFlags) => {
      if (!/^[1-9]\d{0,3}$/.test(flags.days) || Number(flags.days) > 1100) {
        throw new UsageError(`--days ${flags.days}: write 1 to 1100`);
      }
      const now = Date.now();
      const until = now + Number(flags.days) * 86_400_000;
      const { stored, numbers } = await readEvidence(alertId, flags, env);
      const held = stored.calls.flatMap((call) => {
        const calledNumber = numbers.get(keyOf(call));
        const { source, callId, startedAt } = call;
        return calledNumber === undefined ? [] : [{ source, callId, startedAt, calledNumber }];
      });
      const request = { alertId, ...personOf(flags), until, now, numbers: held };
      await withLedger(flags, env, (ledger) => holdNumbers(ledger, request));
      const kept = { alertId, calls: stored.calls.length, numbers: held.length };
      process.stdout.write(
        `${JSON.stringify({ ...kept, until: new Date(until).toISOString() })}\n`,
      );
    });
}

function dropCommand(env: EnvironmentVariables): Command {
  return new Command('drop-numbers')
    .description('delete the numbers that keep-numbers kept')
    .argument('<alert>', 'its id, a-…')
    .action(async (alertId: string, flags: CaseFlags) => {
      const request = { alertId, ...personOf(flags), now: Date.now() };
      await withLedger(flags, env, (ledger) => dropNumbers(ledger, request));
      process.stdout.write(`${JSON.stringify({ alertId, kept: false })}\n`);
    });
}

interface Evidence {
  stored: StoredCase;
  numbers: FullNumbers;
}

/**
 * Ledger and store one after the other: a folder is open in one place at a time.
 * @throws UsageError where there is no such alert
 */
async function readEvidence(
  alertId: string,
  where: Where,
  env: EnvironmentVariables,
): Promise<Evidence> {
  const kept = await withLedger(where, env, (ledger) => heldNumbers(ledger, alertId, Date.now()));
  const engine = await openStoreOf(where, env);
  try {
    const stored = await readCase(engine, alertId);
    if (stored === undefined) {
      throw new UsageError(`${alertId}: no such alert; see alert_id of view alert`);
    }
    const inRecords = await readNumbers(engine, stored.subscriber, stored.calls);
    const pairs = [...kept, ...inRecords].map((row) => [keyOf(row), row.calledNumber] as const);
    return { stored, numbers: new Map(pairs) };
  } finally {
    await engine.close();
  }
}
