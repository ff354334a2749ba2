import type { CommandTable } from './command-entry.ts';

/** The services that run apart. */
export const SERVICE_COMMANDS: CommandTable = {
  collector: {
    usage: '',
    description:
      'take call detail records by HTTP, by RADIUS and from watched folders, and write them to Kafka',
    load: async (env) => (await import('../commands/services.ts')).serviceCommand('collector', env),
  },
  detector: {
    usage: '',
    description: 'score the records, store them, and decide whom to restrict',
    load: async (env) => (await import('../commands/services.ts')).serviceCommand('detector', env),
  },
  enforcer: {
    usage: '',
    description: 'carry decisions out on the switch, and end them in time',
    load: async (env) => (await import('../commands/services.ts')).serviceCommand('enforcer', env),
  },
  migrate: {
    usage: '',
    description: 'make or update the tables in ClickHouse and PostgreSQL, and the topics in Kafka',
    load: async (env) => (await import('../commands/services.ts')).serviceCommand('migrate', env),
  },
};
