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
  refuseProgram(by);
  return { by: told('by', by), reason: told('reason', reason) };
}

/** @throws UsageError for what the audit log calls a program */
export function refuseProgram(by: string): void {
  if (!PROGRAMS.includes(by.trim().toLowerCase())) return;
  throw new UsageError(`--by ${by.trim()}: that is what a program is called; write your name`);
}

/** Who does something, and why if he says so. */
export interface WithReason {
  by: string;
  reason?: string;
}

/** A reason that nobody has to give. @throws UsageError */
export function optionalReason({ reason }: { reason?: string }): { reason?: string } {
  return reason === undefined ? {} : { reason: told('reason', reason) };
}

function told(flag: keyof PersonFlags, text: string): string {
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed.length <= LONGEST[flag]) return trimmed;
  throw new UsageError(`--${flag}: no such text; write 1 to ${LONGEST[flag]} characters`);
}
