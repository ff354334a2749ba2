import {
  DIRECTORY_ENCODINGS,
  directoryCsv,
  pastImports,
  readDirectoryEntries,
  showLine,
  showSubscriber,
  unknownLines,
} from '@sekisho/ledger';
import { loadNumbering } from '@sekisho/reference';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command, Option } from 'commander';
import { type ImportFlags, importFile, readTime } from '../directory/import-file.ts';
import {
  iso,
  showImportsTable,
  showLineTable,
  showSubscriberTable,
  showUnknownTable,
} from '../directory/show-entries.ts';
import { showImport } from '../directory/show-import.ts';
import { withLedger } from '../ledger-access.ts';
import { UsageError } from '../usage-error.ts';
import { addWhere, type Where } from './where.ts';

interface ListFlags extends Where {
  json?: boolean;
  limit: string;
}

interface ShowFlags extends Where {
  json?: boolean;
  at?: string;
  dialPlan?: string;
}

/** The directory of subscribers in the ledger. */
export function directoryCommand(env: EnvironmentVariables): Command {
  const directory = new Command('directory').helpCommand(false);
  const commands = [importCommand, exportCommand, showCommand, unknownCommand, importsCommand];
  for (const command of commands) directory.addCommand(addWhere(command(env)));
  return directory;
}

function importCommand(env: EnvironmentVariables): Command {
  return new Command('import')
    .description('take in a directory as it stands, see docs/directory.md')
    .argument('<file>', 'CSV; - is standard input')
    .option('--dry-run', 'show what would change, and change nothing')
    .option('--from <date>', 'as of when rows without valid_from count; default now')
    .option('--replace', 'the file is the whole directory: subscribers that it lacks end')
    .option('--yes', 'also where more than a fifth of the subscribers change or end')
    .option('--by <who>', 'who imports; kept with it; default the user')
    .option('--json', 'all changes as one JSON object')
    .option('--dial-plan <name>', 'jp, e164-00, nanp or a file; default jp')
    .addOption(
      new Option('--encoding <name>', 'of the file; default by content').choices(
        DIRECTORY_ENCODINGS,
      ),
    )
    .action(async (file: string, flags: ImportFlags & { json?: boolean }) => {
      const report = await importFile(file, flags, env);
      write(flags.json ? json(report) : showImport(report));
    });
}

function exportCommand(env: EnvironmentVariables): Command {
  return new Command('export')
    .description('the whole directory as CSV, past and planned rows among it')
    .action(async (flags: Where) => {
      const entries = await withLedger(flags, env, readDirectoryEntries);
      for (const line of directoryCsv(entries)) write(line);
    });
}

function showCommand(env: EnvironmentVariables): Command {
  return new Command('show')
    .description('who a subscriber is, or who holds a line, and who did')
    .argument('<subscriber or line>')
    .option('--at <time>', 'as it stood then; default now')
    .option('--json', 'as a JSON object: {subscriber, line}, null where there is no such')
    .option('--dial-plan <name>', 'jp, e164-00, nanp or a file; default jp')
    .action(async (name: string, flags: ShowFlags) => {
      const at = flags.at === undefined ? Date.now() : readTime('--at', flags.at);
      const lineKey = loadNumbering(flags).understand(name).e164 ?? name;
      const { subscriber, line } = await withLedger(flags, env, async (ledger) => ({
        subscriber: (await showSubscriber(ledger, name, at)) ?? null,
        line: (await showLine(ledger, lineKey, at)) ?? null,
      }));
      if (subscriber === null && line === null) {
        throw new UsageError(
          `${name}: no such subscriber or line; see sekisho directory export for those there are`,
        );
      }
      if (flags.json) return write(json({ subscriber, line }));
      if (subscriber !== null) write(showSubscriberTable(subscriber));
      if (line !== null) write(showLineTable(line));
    });
}

function unknownCommand(env: EnvironmentVariables): Command {
  return listOptions(new Command('unknown'), '50')
    .description('lines of records that the directory does not know, those seen most first')
    .action(async (flags: ListFlags) => {
      const lines = await withLedger(flags, env, (ledger) => unknownLines(ledger, limitOf(flags)));
      if (!flags.json) return write(showUnknownTable(lines));
      for (const { firstSeen, lastSeen, ...line } of lines) {
        write(json({ ...line, firstSeen: iso(firstSeen), lastSeen: iso(lastSeen) }));
      }
    });
}

function importsCommand(env: EnvironmentVariables): Command {
  return listOptions(new Command('imports'), '20')
    .description('what was imported, by whom, the newest first')
    .action(async (flags: ListFlags) => {
      const imports = await withLedger(flags, env, (ledger) => pastImports(ledger, limitOf(flags)));
      if (!flags.json) return write(showImportsTable(imports));
      for (const { at, validFrom, ...each } of imports) {
        write(json({ ...each, at: iso(at), validFrom: iso(validFrom) }));
      }
    });
}

function listOptions(command: Command, most: string): Command {
  return command
    .option('--limit <n>', 'at most so many', most)
    .option('--json', 'a JSON object a line');
}

function limitOf({ limit }: ListFlags): number {
  if (/^[1-9]\d{0,5}$/.test(limit)) return Number(limit);
  throw new UsageError(`--limit ${limit}: no such limit; write a number from 1 to 999999`);
}

function json(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function write(text: string): void {
  process.stdout.write(text);
}
