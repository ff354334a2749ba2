import type { CommandTable } from './command-entry.ts';

/** What runs on a data folder, or beside the services on their ledger. */
export const INSTALLATION_COMMANDS: CommandTable = {
  start: {
    usage: '[options]',
    description: 'take records in, detect and bar, in one process on a data folder; until SIGTERM',
    load: async () => (await import('../commands/start.ts')).startCommand(),
  },
  status: {
    usage: '[options]',
    description: 'how an installation of sekisho start stands, whether it runs or not',
    load: async (env) => (await import('../commands/status.ts')).statusCommand(env),
  },
  bars: {
    usage: '[options]',
    description:
      'the restrictions that bar a line or wait for a person, beside what the switch says',
    load: async (env) => (await import('../commands/status.ts')).barsCommand(env),
  },
  release: {
    usage: '[options] <restriction>',
    description:
      'let a line call abroad again, or decline a proposal; an enforcer does it at its next sweep',
    load: async (env) => (await import('../commands/restriction.ts')).releaseCommand(env),
  },
  approve: {
    usage: '[options] <restriction>',
    description: 'bar a line whose restriction is shadow, proposed or failed, whatever is enforced',
    load: async (env) =>
      (await import('../commands/restriction.ts')).restrictionCommand('approve', env),
  },
  undo: {
    usage: '[options] <restriction>',
    description:
      'take back what was done to a line in the last 5 minutes: a bar is released, a release barred again',
    load: async (env) =>
      (await import('../commands/restriction.ts')).restrictionCommand('undo', env),
  },
  lock: {
    usage: '[options] <subscriber>',
    description: 'lock calls abroad at the customer’s request, until sekisho release',
    load: async (env) => (await import('../commands/restriction.ts')).lockCommand(env),
  },
  hold: {
    usage: '[options]',
    description:
      'bar no line by itself any more: decisions wait for a person; what stands ends in its time',
    load: async (env) => (await import('../commands/hold.ts')).holdCommand('hold', env),
  },
  resume: {
    usage: '[options]',
    description: 'end a hold; decisions bar by themselves again on fresh evidence',
    load: async (env) => (await import('../commands/hold.ts')).holdCommand('resume', env),
  },
  destination: {
    usage: '',
    description: 'restrict a country or region for a whole service, for a time, by several people',
    load: async (env) => (await import('../commands/destination.ts')).destinationCommand(env),
  },
  verdict: {
    usage: '[options] <alert> <answer>',
    description:
      "judge an alert: the customer's own use, fraud, or not to be told; the last counts",
    load: async (env) => (await import('../commands/verdict.ts')).verdictCommand(env),
  },
  verdicts: {
    usage: '[options]',
    description: 'what was answered to alerts, the newest first',
    load: async (env) => (await import('../commands/verdict.ts')).verdictsCommand(env),
  },
  notice: {
    usage: '',
    description: 'notices to customers and to the NOC',
    load: async (env) => (await import('../commands/notice.ts')).noticeCommand(env),
  },
  silence: {
    usage: '[options]',
    description: 'mute notices to the NOC for a while; detection, bars and customers go on',
    load: async (env) => (await import('../commands/silence.ts')).silenceCommand(env),
  },
  silences: {
    usage: '[options]',
    description: 'what is muted, by whom, why and until when: a JSON object a line',
    load: async (env) => (await import('../commands/silence.ts')).silencesCommand(env),
  },
  unsilence: {
    usage: '[options] <silence>',
    description: 'end a silence',
    load: async (env) => (await import('../commands/silence.ts')).unsilenceCommand(env),
  },
  directory: {
    usage: '',
    description: 'the directory of subscribers: whose a line is, and was',
    load: async (env) => (await import('../commands/directory.ts')).directoryCommand(env),
  },
  audit: {
    usage: '',
    description: 'who did what and why, in one chain that shows every later change',
    load: async (env) => (await import('../commands/audit.ts')).auditCommand(env),
  },
  account: {
    usage: '',
    description: 'accounts of the console, for when its identity provider does not answer',
    load: async (env) => (await import('../commands/account.ts')).accountCommand(env),
  },
  token: {
    usage: '',
    description: 'tokens with which programs ask the console’s API',
    load: async (env) => (await import('../commands/token.ts')).tokenCommand(env),
  },
  cases: {
    usage: '[options]',
    description: 'cases that nobody has settled, those of one customer together, and waves',
    load: async (env) => (await import('../commands/case.ts')).casesCommand(env),
  },
  case: {
    usage: '',
    description: 'one case: what is known, who was asked, what was told',
    load: async (env) => (await import('../commands/case.ts')).caseCommand(env),
  },
  ack: {
    usage: '[options] <case>',
    description: 'take a case or a wave: no further step of its ladder is told',
    load: async (env) => (await import('../commands/case.ts')).ackCommand(env),
  },
  drill: {
    usage: '[options]',
    description:
      'a made-up attack, through to the bar that is read back and its release; exit 1 is blind',
    load: async (env) => (await import('../commands/drill.ts')).drillCommand(env),
  },
  load: {
    usage: '[options] <file...>',
    description: 'store records of the past, to learn from; nothing is decided on them',
    load: async () => (await import('../commands/load.ts')).loadCommand(),
  },
  done: {
    usage: '[options] [restriction]',
    description:
      'say that a person did what a manual target asks; without an id, show what it asks',
    load: async (env) => (await import('../commands/done.ts')).doneCommand(env),
  },
  target: {
    usage: '',
    description: 'what bars lines',
    load: async () => (await import('../commands/target.ts')).targetCommand(),
  },
};
