import type { CommandEntry, CommandTable } from './command-entry.ts';
import { FILE_COMMANDS } from './file-commands.ts';
import { INSTALLATION_COMMANDS } from './installation-commands.ts';
import { QUESTION_COMMANDS } from './question-commands.ts';
import { SERVICE_COMMANDS } from './service-commands.ts';

/** Headings of `--help`, with what stands under each. */
const COMMAND_GROUPS: Readonly<Record<string, CommandTable>> = {
  'Files of records:': FILE_COMMANDS,
  'One process on a data folder:': INSTALLATION_COMMANDS,
  'Questions:': QUESTION_COMMANDS,
  'Services:': SERVICE_COMMANDS,
};

/** Whom a program is made of. */
export interface NamedCommand {
  name: string;
  heading: string;
  entry: CommandEntry;
}

export function allCommands(): NamedCommand[] {
  return Object.entries(COMMAND_GROUPS).flatMap(([heading, commands]) =>
    Object.entries(commands).map(([name, entry]) => ({ name, heading, entry })),
  );
}
