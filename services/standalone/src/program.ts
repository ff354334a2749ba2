import { Command } from 'commander';
import { allCommands, type NamedCommand } from './command-table/command-groups.ts';

/** The command line; of all commands, the one that the arguments call is loaded. */
export async function createProgram(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Command> {
  const sekisho = new Command('sekisho')
    .description('Finds toll fraud in call detail records and closes the abused line for a while.')
    .helpCommand(false)
    .configureHelp({ subcommandTerm: termOf });
  const called = args.find((arg) => !arg.startsWith('-'));
  for (const named of allCommands()) {
    const command = named.name === called ? await named.entry.load(env) : new Command(named.name);
    sekisho.addCommand(withTexts(command, named));
  }
  sekisho.hook('preAction', (_, command) => {
    if (!stopsByItself(command)) exitOnSignals();
  });
  return withExitCodes(sekisho);
}

function withTexts(command: Command, { heading, entry }: NamedCommand): Command {
  return command.description(entry.description).helpGroup(heading);
}

/** From the table, since a command that is not loaded knows no options. */
function termOf(command: Command): string {
  const named = allCommands().find(({ name }) => name === command.name());
  return `${command.name()} ${named?.entry.usage ?? ''}`.trimEnd();
}

const SERVICES = ['start', 'collector', 'detector', 'enforcer', 'migrate'];

function stopsByItself(command: Command): boolean {
  return SERVICES.includes(command.name());
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
