import { Command } from 'commander';
import { auditCommands } from './commands/audit.ts';
import { backtestCommand } from './commands/backtest.ts';
import { candidateCommand } from './commands/candidate.ts';
import { caseCommands } from './commands/case.ts';
import { demoCommand } from './commands/demo.ts';
import { destinationCommand } from './commands/destination.ts';
import { destinationsCommand } from './commands/destinations.ts';
import { directoryCommands } from './commands/directory.ts';
import { doneCommand } from './commands/done.ts';
import { dormantCommand } from './commands/dormant.ts';
import { drillCommand } from './commands/drill.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { fitCommand } from './commands/fit.ts';
import { holdCommands } from './commands/hold.ts';
import { inspectCommand } from './commands/inspect.ts';
import { loadCommand } from './commands/load.ts';
import { noticeCommands } from './commands/notice.ts';
import { numberCommand } from './commands/number.ts';
import { replayCommand } from './commands/replay.ts';
import { reportCommand } from './commands/report.ts';
import { restrictionCommands } from './commands/restriction.ts';
import { rulesCommand } from './commands/rules.ts';
import { serviceCommands } from './commands/services.ts';
import { silenceCommands } from './commands/silence.ts';
import { simulateCommand } from './commands/simulate.ts';
import { sqlCommand } from './commands/sql.ts';
import { startCommand } from './commands/start.ts';
import { statusCommands } from './commands/status.ts';
import { targetCommand } from './commands/target.ts';
import { verdictCommands } from './commands/verdict.ts';

/** Headings of `--help`, with what stands under each. */
function commandsByGroup(env: NodeJS.ProcessEnv): Record<string, Command[]> {
  return {
    'Files of records:': [
      demoCommand(),
      inspectCommand(),
      replayCommand(),
      simulateCommand(),
      evaluateCommand(),
      fitCommand(),
    ],
    'One process on a data folder:': [
      startCommand(),
      ...statusCommands(env),
      ...restrictionCommands(env),
      ...holdCommands(env),
      destinationCommand(env),
      ...verdictCommands(env),
      ...noticeCommands(env),
      ...silenceCommands(env),
      ...directoryCommands(env),
      ...auditCommands(env),
      ...caseCommands(env),
      drillCommand(env),
      loadCommand(),
      doneCommand(env),
      targetCommand(),
    ],
    'Questions:': [
      destinationsCommand(env),
      sqlCommand(),
      backtestCommand(env),
      candidateCommand(env),
      reportCommand(env),
      dormantCommand(env),
      rulesCommand(),
      numberCommand(),
    ],
    'Services:': serviceCommands(env),
  };
}

/** The command line. */
export function createProgram(env: NodeJS.ProcessEnv): Command {
  const sekisho = new Command('sekisho')
    .description('Finds toll fraud in call detail records and closes the abused line for a while.')
    .helpCommand(false);
  for (const [heading, commands] of Object.entries(commandsByGroup(env))) {
    for (const command of commands) sekisho.addCommand(command.helpGroup(heading));
  }
  sekisho.hook('preAction', (_, command) => {
    if (!stopsByItself(command)) exitOnSignals();
  });
  return withExitCodes(sekisho);
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
