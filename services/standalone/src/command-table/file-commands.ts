import type { CommandTable } from './command-entry.ts';

/** What works on files of records alone. */
export const FILE_COMMANDS: CommandTable = {
  demo: {
    usage: '[options]',
    description: 'make a week of traffic with attacks in it, replay it, show what was found',
    load: async () => (await import('../commands/demo.ts')).demoCommand(),
  },
  inspect: {
    usage: '[options] <file>',
    description: 'tell what a file of call records is: its format, or a mapping that reads it',
    load: async () => (await import('../commands/inspect.ts')).inspectCommand(),
  },
  replay: {
    usage: '[options] <file...>',
    description:
      'run records through the whole pipeline on embedded engines, on event time, and end',
    load: async () => (await import('../commands/replay.ts')).replayCommand(),
  },
  simulate: {
    usage: '[options]',
    description:
      'make labelled traffic with attacks: cdrs.ndjson, labels.ndjson, cases.ndjson, directory.csv',
    load: async () => (await import('../commands/simulate.ts')).simulateCommand(),
  },
  evaluate: {
    usage: '[options]',
    description: 'how good detectors are: recall, loss averted, false restrictions, delay',
    load: async () => (await import('../commands/evaluate.ts')).evaluateCommand(),
  },
  fit: {
    usage: '[options]',
    description: 'weights of evidence from labelled traffic, for a rule set to name',
    load: async () => (await import('../commands/fit.ts')).fitCommand(),
  },
};
