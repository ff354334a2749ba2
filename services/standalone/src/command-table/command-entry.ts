import type { Command } from 'commander';

/** What `sekisho --help` says of a command, without loading it. */
export interface CommandEntry {
  /** What follows its name, as `[options] <file>`. */
  usage: string;
  description: string;
  /** Loads its modules, and with them what it is built on: a store, a client, a switch. */
  load(env: NodeJS.ProcessEnv): Promise<Command>;
}

/** By name, in the order of `--help`. */
export type CommandTable = Readonly<Record<string, CommandEntry>>;
