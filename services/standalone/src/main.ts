import { MappingError } from '@sekisho/cdr';
import { EngineError, StoreInUseError } from '@sekisho/clickhouse';
import { FeedError } from '@sekisho/collector';
import { TopicChangedError } from '@sekisho/detector';
import { DataFileError } from '@sekisho/numbering';
import { UnreadableFileError } from '@sekisho/reference';
import { RuleSetError } from '@sekisho/rules';
import { EnvironmentError } from '@sekisho/runtime';
import { Command, CommanderError } from 'commander';
import { demoCommand } from './commands/demo.ts';
import { directoryCommands } from './commands/directory.ts';
import { holdCommands } from './commands/hold.ts';
import { inspectCommand } from './commands/inspect.ts';
import { loadCommand } from './commands/load.ts';
import { numberCommand } from './commands/number.ts';
import { replayCommand } from './commands/replay.ts';
import { restrictionCommands } from './commands/restriction.ts';
import { rulesCommand } from './commands/rules.ts';
import { serviceCommands } from './commands/services.ts';
import { simulateCommand } from './commands/simulate.ts';
import { sqlCommand } from './commands/sql.ts';
import { startCommand } from './commands/start.ts';
import { statusCommands } from './commands/status.ts';
import { UsageError } from './usage-error.ts';

const SUCCESS = 0;
const FAILURE = 1;
const USAGE = 2;

/** Faults of files that are a mistake of who named them. */
const UNREADABLE = ['not-found', 'not-readable', 'not-a-file', 'stdin-twice', 'bad-head'];

// Started by a launcher that is gone: nobody waits for the result, and the store is held in vain.
process.channel?.unref();
process.once('disconnect', () => process.exit(FAILURE));

process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  // Who reads our output may stop reading, as `head` does: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(SUCCESS);
    throw error;
  });
  try {
    await program().parseAsync(args, { from: 'user' });
    return SUCCESS;
  } catch (error) {
    return report(error);
  }
}

function program(): Command {
  const sekisho = new Command('sekisho')
    .description('Finds toll fraud in call detail records and closes the abused line for a while.')
    .helpCommand(false);
  const commands = [
    replayCommand,
    loadCommand,
    inspectCommand,
    numberCommand,
    sqlCommand,
    rulesCommand,
    simulateCommand,
    demoCommand,
  ];
  for (const command of commands) sekisho.addCommand(command());
  const services = [startCommand(), ...serviceCommands(process.env)];
  const operations = [statusCommands, restrictionCommands, holdCommands, directoryCommands];
  for (const commands of operations) {
    for (const command of commands(process.env)) sekisho.addCommand(command);
  }
  for (const command of services) sekisho.addCommand(command);
  sekisho.hook('preAction', (_, command) => {
    if (!services.includes(command)) exitOnSignals();
  });
  return withExitCodes(sekisho);
}

// Leaving by `exit` lets what is temporary be removed. A service stops in its own way.
function exitOnSignals(): void {
  process.once('SIGINT', () => process.exit(128 + 2));
  process.once('SIGTERM', () => process.exit(128 + 15));
}

function withExitCodes(command: Command): Command {
  command.exitOverride().configureOutput({ writeErr: () => undefined });
  for (const sub of command.commands) withExitCodes(sub);
  return command;
}

function report(error: unknown): number {
  if (error instanceof CommanderError && error.exitCode === 0) return SUCCESS;
  const message = messageOf(error);
  process.stderr.write(`sekisho: ${message.replace(/^error: /, '')}${mend(error)}\n`);
  return isUsage(error) ? USAGE : FAILURE;
}

function messageOf(error: unknown): string {
  if (error instanceof CommanderError && error.code === 'commander.help') return 'no command named';
  return error instanceof Error ? error.message : String(error);
}

function isUsage(error: unknown): boolean {
  if (error instanceof FeedError) return UNREADABLE.includes(error.code);
  if (error instanceof EngineError) return ['store-foreign', 'store-in-use'].includes(error.code);
  const kinds = [
    CommanderError,
    UsageError,
    EnvironmentError,
    UnreadableFileError,
    DataFileError,
    MappingError,
    RuleSetError,
    TopicChangedError,
  ];
  return kinds.some((kind) => error instanceof kind);
}

function mend(error: unknown): string {
  if (error instanceof CommanderError) return '; see sekisho --help, or --help of the command';
  if (error instanceof StoreInUseError) return '; wait until it ends, or name another folder';
  if (error instanceof EngineError && error.code === 'store-foreign') {
    return '; name a new folder, an empty one, or one that sekisho made';
  }
  return '';
}
