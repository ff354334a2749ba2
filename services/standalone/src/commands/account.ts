import {
  type Account,
  ALL_SERVICES,
  addAccount,
  disableAccount,
  type Grant,
  type Ledger,
  LedgerError,
  listAccounts,
  ROLES,
  type Role,
  resetAccount,
  SHORTEST_PASSWORD,
} from '@sekisho/ledger';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';
import { firstSecretLine } from '../first-line.ts';
import { withLedger } from '../ledger-access.ts';
import { UsageError } from '../usage-error.ts';
import { addPerson, type PersonFlags, personOf, refuseProgram } from './person.ts';
import { addWhere, type Where } from './where.ts';

const PASSWORD_TEXT = `\nThe password is the first line of standard input, of ${SHORTEST_PASSWORD} characters at least:\n`;

/** Accounts of the console that work without an identity provider. */
export function accountCommand(env: EnvironmentVariables): Command {
  const account = new Command('account').helpCommand(false);
  const commands = [addCommand, listCommand, disableCommand, resetCommand];
  for (const command of commands) account.addCommand(addWhere(command(env)));
  return account;
}

interface AddFlags extends Where {
  role: string[];
  by: string;
}

function addCommand(env: EnvironmentVariables): Command {
  return new Command('add')
    .description('make an account; its password is read from standard input')
    .argument('<name>', '1 to 64 of a-z, 0-9, dot, dash and underscore')
    .requiredOption(
      '--role <role...>',
      `${ROLES.join(', ')}; of some services alone as lead@hikari,call-pro`,
    )
    .requiredOption('--by <who>', 'who makes it; kept with it')
    .addHelpText(
      'after',
      `${PASSWORD_TEXT}  sekisho account add sato --role lead --by abe < file\n`,
    )
    .action(async (name: string, { role, by, ...where }: AddFlags) => {
      refuseProgram(by);
      const grants = role.map(grantOf);
      const password = await readPassword();
      const added = { name, grants, password, by: by.trim(), now: Date.now() };
      show(await asked(where, env, (ledger) => addAccount(ledger, added)));
    });
}

function listCommand(env: EnvironmentVariables): Command {
  return new Command('list')
    .description('the accounts, a JSON object a line')
    .action(async (where: Where) => {
      for (const account of await withLedger(where, env, listAccounts)) show(account);
    });
}

type ChangeFlags = Where & PersonFlags;

function disableCommand(env: EnvironmentVariables): Command {
  return addPerson(new Command('disable'))
    .description('let nobody sign in to an account any more; who is signed in is so no more')
    .argument('<name>')
    .action(async (name: string, { data, ...flags }: ChangeFlags) => {
      const change = { name, ...personOf(flags), now: Date.now() };
      const where = data === undefined ? {} : { data };
      show(await asked(where, env, (ledger) => disableAccount(ledger, change)));
    });
}

interface ResetFlags extends Where {
  by: string;
}

function resetCommand(env: EnvironmentVariables): Command {
  return new Command('reset')
    .description('give an account another password, unlock it and let it be used again')
    .argument('<name>')
    .requiredOption('--by <who>', 'who resets it; kept with it')
    .addHelpText('after', `${PASSWORD_TEXT}  sekisho account reset sato --by abe < file\n`)
    .action(async (name: string, { by, ...where }: ResetFlags) => {
      refuseProgram(by);
      const change = { name, password: await readPassword(), by: by.trim(), now: Date.now() };
      show(await asked(where, env, (ledger) => resetAccount(ledger, change)));
    });
}

function grantOf(text: string): Grant {
  const [role = '', services] = text.split('@', 2);
  if (!isRole(role)) {
    throw new UsageError(`--role ${text}: no such role; write one of ${ROLES.join(', ')}`);
  }
  if (services === undefined) return { role, services: [ALL_SERVICES] };
  const named = services.split(',').map((service) => service.trim());
  if (!named.includes('')) return { role, services: named };
  throw new UsageError(`--role ${text}: a service has no name; write such as ${role}@hikari`);
}

function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

async function readPassword(): Promise<string> {
  const password = await firstSecretLine('Password: ');
  if (password !== undefined && password !== '') return password;
  throw new UsageError('no password; write it as the first line of standard input');
}

/** What cannot be asked is a mistake of who asks. */
async function asked<T>(
  where: Where,
  env: EnvironmentVariables,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  try {
    return await withLedger(where, env, work);
  } catch (error) {
    if (!(error instanceof LedgerError && error.code === 'invalid')) throw error;
    throw new UsageError(error.message, { cause: error });
  }
}

function show({ name, grants, at, by, signedInAt, failures, ...account }: Account): void {
  const { lockedUntil, disabledAt, disabledBy } = account;
  const shown = {
    name,
    grants,
    at: timeOf(at),
    by,
    signedInAt: timeOf(signedInAt),
    failures,
    lockedUntil: timeOf(lockedUntil),
    disabledAt: timeOf(disabledAt),
    disabledBy,
  };
  process.stdout.write(`${JSON.stringify(shown)}\n`);
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
