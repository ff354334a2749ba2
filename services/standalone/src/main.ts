import { MappingError } from '@sekisho/cdr';
import { EngineError, StoreInUseError } from '@sekisho/clickhouse';
import { FeedError } from '@sekisho/collector';
import { TopicChangedError } from '@sekisho/detector';
import { TargetsFileError } from '@sekisho/enforcer/targets-file';
import { LedgerError } from '@sekisho/ledger';
import { NoticeSettingsError } from '@sekisho/notices';
import { DataFileError } from '@sekisho/numbering';
import { UnreadableFileError } from '@sekisho/reference';
import { PolicyError } from '@sekisho/restrictions';
import { RuleSetError } from '@sekisho/rules';
import { EnvironmentError } from '@sekisho/runtime';
import { CommanderError } from 'commander';
import { createProgram } from './program.ts';
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
    await createProgram(process.env).parseAsync(args, { from: 'user' });
    return SUCCESS;
  } catch (error) {
    return report(error);
  }
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
  if (error instanceof LedgerError) return error.code === 'invalid';
  const kinds = [
    CommanderError,
    UsageError,
    EnvironmentError,
    UnreadableFileError,
    DataFileError,
    MappingError,
    RuleSetError,
    NoticeSettingsError,
    PolicyError,
    TopicChangedError,
    TargetsFileError,
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
