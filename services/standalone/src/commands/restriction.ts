import type { Restriction } from '@sekisho/ledger';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { withOperations } from '../control/open-operations.ts';
import type { Operations } from '../control/operations.ts';
import { addPerson, type PersonFlags, personOf } from './person.ts';
import { addWhere, type Where } from './where.ts';

type Flags = Where & PersonFlags;
type LockFlags = Flags & { service: string };

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
    lockCommand(env),
  ];
}

function lockCommand(env: EnvironmentVariables): Command {
  return addPerson(addWhere(new Command('lock')))
    .description('lock calls abroad at the customer’s request, until sekisho release')
    .argument('<subscriber>', 'the contract')
    .requiredOption('--service <name>', 'its service')
    .action(async (subscriber: string, { data, service, ...flags }: LockFlags) => {
      const request = { subscriber, service, ...personOf(flags) };
      const locked = await withOperations(data, env, (operations) => operations.lock(request));
      process.stdout.write(`${JSON.stringify(shown(locked))}\n`);
    });
}

function command(
  name: 'release' | 'approve',
  description: string,
  env: EnvironmentVariables,
): Command {
  return addPerson(addWhere(new Command(name)))
    .description(description)
    .argument('<restriction>', 'its id, r-…; see sekisho bars, or view restriction')
    .action(async (restrictionId: string, flags: Flags) => {
      const request = { restrictionId, ...personOf(flags) };
      const ask = (operations: Operations) => operations[name](request);
      const asked = await withOperations(flags.data, env, ask);
      process.stdout.write(`${JSON.stringify(shown(asked))}\n`);
    });
}

function shown({ restrictionId, service, subscriber, state, until }: Restriction) {
  return { restrictionId, service, subscriber, state, until: new Date(until).toISOString() };
}
