import type { CommandTable } from './command-entry.ts';

/** What asks, and changes nothing. */
export const QUESTION_COMMANDS: CommandTable = {
  destinations: {
    usage: '[options]',
    description: 'destinations that people should decide on: attacked ranges, lawful hotlines',
    load: async (env) => (await import('../commands/destinations.ts')).destinationsCommand(env),
  },
  sql: {
    usage: '[options] [query]',
    description:
      'run a query, or a question of the dashboards, on the embedded store, through the process that holds it if one does',
    load: async () => (await import('../commands/sql.ts')).sqlCommand(),
  },
  backtest: {
    usage: '[options]',
    description: 'what proposed rules would have done on what is stored, beside those in force',
    load: async (env) => (await import('../commands/backtest.ts')).backtestCommand(env),
  },
  candidate: {
    usage: '[options]',
    description: 'what rules tried beside those in force would have done otherwise',
    load: async (env) => (await import('../commands/candidate.ts')).candidateCommand(env),
  },
  report: {
    usage: '[options]',
    description: 'a month: alerts, losses, what was averted, delays, mistakes, destinations',
    load: async (env) => (await import('../commands/report.ts')).reportCommand(env),
  },
  dormant: {
    usage: '[options]',
    description:
      'subscribers of the directory who did not call abroad, as CSV: to be asked, and locked',
    load: async (env) => (await import('../commands/dormant.ts')).dormantCommand(env),
  },
  rules: {
    usage: '[options]',
    description: 'print the rules that ship; copy them to write your own',
    load: async () => (await import('../commands/rules.ts')).rulesCommand(),
  },
  number: {
    usage: '[options] [number...]',
    description: 'tell how dialled strings are understood and priced, a JSON object a line',
    load: async () => (await import('../commands/number.ts')).numberCommand(),
  },
};
