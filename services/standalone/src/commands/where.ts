import type { Command } from 'commander';

/** Which installation a command is about. */
export interface Where {
  data?: string;
}

export function addWhere(command: Command): Command {
  return command
    .option(
      '--data <dir>',
      'data folder of sekisho start; without it DATABASE_URL names the ledger',
    )
    .addHelpText(
      'after',
      '\nEnvironment, without --data:\n  DATABASE_URL  postgresql://user:password@host:port/database\n',
    );
}
