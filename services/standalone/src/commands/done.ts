import { finishManualStep, type ManualStep, openManualSteps } from '@sekisho/ledger';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { withLedger } from '../ledger-access.ts';
import { UsageError } from '../usage-error.ts';
import { addWhere, type Where } from './where.ts';

interface DoneFlags extends Where {
  by?: string;
}

/** What a person does at a switch that no program reaches. */
export function doneCommand(env: EnvironmentVariables): Command {
  return addWhere(new Command('done'))
    .argument('[restriction]', 'its id, r-…')
    .option('--by <who>', 'who did it; kept with it')
    .action(async (restrictionId: string | undefined, { by, ...where }: DoneFlags) => {
      if (restrictionId !== undefined && (by === undefined || by.trim() === '')) {
        throw new UsageError('--by: is missing; write who did it');
      }
      const steps = await withLedger(where, env, (ledger) => {
        if (restrictionId === undefined || by === undefined) return openManualSteps(ledger);
        return finishManualStep(ledger, { restrictionId, by: by.trim(), now: Date.now() });
      });
      for (const step of steps) process.stdout.write(`${JSON.stringify(shown(step))}\n`);
    });
}

function shown({ target, restrictionId, action, instructions, until, doneBy, doneAt }: ManualStep) {
  const done = doneAt === null ? null : { by: doneBy, at: new Date(doneAt).toISOString() };
  return {
    target,
    restrictionId,
    action,
    instructions,
    until: new Date(until).toISOString(),
    done,
  };
}
