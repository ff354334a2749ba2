import { releaseDirectly, targetOf } from '@sekisho/enforcer';
import { findRestriction, type Restriction } from '@sekisho/ledger';
import { createLog, type EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { createLedgerOperations } from '../control/ledger-operations.ts';
import { withOperations } from '../control/open-operations.ts';
import { withLedger } from '../ledger-access.ts';
import { UsageError } from '../usage-error.ts';
import { addPerson, type PersonFlags, personOf } from './person.ts';
import { addWhere, type Where } from './where.ts';

type Flags = Where & PersonFlags & { directly?: boolean };
type LockFlags = Where & PersonFlags & { service: string };

export function releaseCommand(env: EnvironmentVariables): Command {
  return restrictionCommand('release', env)
    .option(
      '--directly',
      'ask the switch from here, where no enforcer can: it needs the ledger and the switch alone',
    )
    .addHelpText(
      'after',
      '  TARGET, WEBHOOK_URL, WEBHOOK_SECRET_FILE  for --directly, as the enforcer has them\n',
    );
}

/** What a person may ask of a restriction: to end it, or to make a decision count. */
export function restrictionCommand(
  name: 'release' | 'approve' | 'undo',
  env: EnvironmentVariables,
): Command {
  return addPerson(addWhere(new Command(name)))
    .argument('<restriction>', 'its id, r-…; see sekisho bars, or view restriction')
    .action(async (restrictionId: string, flags: Flags) => {
      const request = { restrictionId, ...personOf(flags) };
      const asked =
        flags.directly === true
          ? await directly(request, flags, env)
          : await withOperations(flags.data, env, (operations) => operations[name](request));
      process.stdout.write(`${JSON.stringify(shown(asked))}\n`);
    });
}

export function lockCommand(env: EnvironmentVariables): Command {
  return addPerson(addWhere(new Command('lock')))
    .argument('<subscriber>', 'the contract')
    .requiredOption('--service <name>', 'its service')
    .action(async (subscriber: string, { data, service, ...flags }: LockFlags) => {
      const request = { subscriber, service, ...personOf(flags) };
      const locked = await withOperations(data, env, (operations) => operations.lock(request));
      process.stdout.write(`${JSON.stringify(shown(locked))}\n`);
    });
}

function directly(
  request: PersonFlags & { restrictionId: string },
  { data }: Flags,
  env: EnvironmentVariables,
): Promise<Restriction> {
  if (data !== undefined) {
    throw new UsageError('--directly: not with --data; sekisho start on it releases at once');
  }
  return withLedger({}, env, async (ledger) => {
    const parts = { ledger, log: createLog('release', 'warn'), now: Date.now };
    const target = targetOf(env, parts);
    try {
      const found = await findRestriction(ledger, request.restrictionId);
      // Asked for before, and nobody was there to do it.
      const asked =
        found?.state === 'releasing'
          ? found
          : await createLedgerOperations(ledger, () => undefined, Date.now).release(request);
      return asked.state === 'releasing'
        ? await releaseDirectly({ ...parts, target }, asked)
        : asked;
    } finally {
      target.close();
    }
  });
}

function shown({ restrictionId, service, subscriber, state, until }: Restriction) {
  return { restrictionId, service, subscriber, state, until: new Date(until).toISOString() };
}
