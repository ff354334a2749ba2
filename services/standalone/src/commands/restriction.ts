import type { Restriction } from '@sekisho/ledger';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { withOperations } from '../control/open-operations.ts';
import type { Operations } from '../control/operations.ts';
import { addWhere, type Where } from './where.ts';

interface PersonFlags extends Where {
  by: string;
  reason: string;
}

/** What a person may ask of a restriction: to end it, or to make a decision count. */
export function restrictionCommands(env: EnvironmentVariables): Command[] {
  return [
    command(
      'release',
      'let a line call abroad again, or decline a proposal; an enforcer does it at its next sweep',
      env,
    ),
    command(
      'approve',
      'bar a line whose restriction is shadow, proposed or failed, whatever is enforced',
      env,
    ),
  ];
}

function command(
  name: 'release' | 'approve',
  description: string,
  env: EnvironmentVariables,
): Command {
  return addWhere(new Command(name))
    .description(description)
    .argument('<restriction>', 'its id, r-…; see sekisho bars, or view restriction')
    .requiredOption('--by <who>', 'who asks; kept with it')
    .requiredOption('--reason <why>', 'in your words; kept with it')
    .action(async (restrictionId: string, { data, by, reason }: PersonFlags) => {
      const ask = (operations: Operations) => operations[name]({ restrictionId, by, reason });
      const asked = await withOperations(data, env, ask);
      process.stdout.write(`${JSON.stringify(shown(asked))}\n`);
    });
}

function shown({ restrictionId, service, subscriber, state, until }: Restriction) {
  return { restrictionId, service, subscriber, state, until: new Date(until).toISOString() };
}
