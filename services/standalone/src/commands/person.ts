import type { Command } from 'commander';
import { UsageError } from '../usage-error.ts';

/** Who asks for something, and why; both are kept with what is done. */
export interface PersonFlags {
  by: string;
  reason: string;
}

/** Under these names programs write down what they do. */
const PROGRAMS = ['auto', 'breaker', 'restore'];

const LONGEST = { by: 100, reason: 1000 };

export function addPerson(command: Command): Command {
  return command
    .requiredOption('--by <who>', 'who asks; kept with it')
    .requiredOption('--reason <why>', 'in your words; kept with it');
}

/** @throws UsageError for what says nothing, or too much to be read */
export function personOf({ by, reason }: PersonFlags): PersonFlags {
  if (PROGRAMS.includes(by.trim().toLowerCase())) {
    throw new UsageError(`--by ${by.trim()}: that is what a program is called; write your name`);
  }
  return { by: told('by', by), reason: told('reason', reason) };
}

function told(flag: keyof PersonFlags, text: string): string {
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed.length <= LONGEST[flag]) return trimmed;
  throw new UsageError(`--${flag}: no such text; write 1 to ${LONGEST[flag]} characters`);
}
