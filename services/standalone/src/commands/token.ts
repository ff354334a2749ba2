import {
  ALL_SERVICES,
  type ApiToken,
  createToken,
  listTokens,
  revokeToken,
  TOKEN_SCOPES,
  type TokenScope,
} from '@sekisho/ledger';
import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command, Option } from 'commander';
import { withLedger } from '../ledger-access.ts';
import { UsageError } from '../usage-error.ts';
import { addPerson, type PersonFlags, personOf, refuseProgram } from './person.ts';
import { addWhere, type Where } from './where.ts';

const DAY_MS = 86_400_000;
const LONGEST_NAME = 100;
const FORM = /^[a-z0-9]{8}$/;

/** Tokens with which programs ask the console's API. */
export function tokenCommand(env: EnvironmentVariables): Command {
  const token = new Command('token').helpCommand(false);
  const commands = [createCommand, listCommand, revokeCommand];
  for (const command of commands) token.addCommand(addWhere(command(env)));
  return token;
}

interface CreateFlags extends Where {
  scope: TokenScope[];
  service: string[];
  days: string;
  by: string;
}

function createCommand(env: EnvironmentVariables): Command {
  return new Command('create')
    .description('make a token; it is shown now and never again')
    .argument('<name>', 'what it is for')
    .addOption(
      new Option('--scope <scope...>', 'what it is good for')
        .choices(TOKEN_SCOPES)
        .makeOptionMandatory(),
    )
    .option('--service <name...>', 'in these services alone', [ALL_SERVICES])
    .option('--days <n>', 'how long it is good, 365 at most', '90')
    .requiredOption('--by <who>', 'who makes it; kept with it')
    .action(async (name: string, { scope, service, days, by, ...where }: CreateFlags) => {
      refuseProgram(by);
      const now = Date.now();
      const until = now + daysOf(days) * DAY_MS;
      const asked = { scopes: scope, services: service, by: by.trim(), until, now };
      const request = { name: nameOf(name), ...asked };
      const made = await withLedger(where, env, (ledger) => createToken(ledger, request));
      write({ token: made.token, ...shown(made) });
    });
}

function listCommand(env: EnvironmentVariables): Command {
  return new Command('list')
    .description('the tokens, without their secrets: a JSON object a line')
    .action(async (where: Where) => {
      for (const token of await withLedger(where, env, listTokens)) write(shown(token));
    });
}

function revokeCommand(env: EnvironmentVariables): Command {
  return addPerson(new Command('revoke'))
    .description('end a token at once')
    .argument('<prefix>', 'what follows sek_; see sekisho token list')
    .action(async (prefix: string, { data, ...flags }: Where & PersonFlags) => {
      if (!FORM.test(prefix)) {
        // Not repeated: it may be the whole token.
        throw new UsageError('no such prefix; write the eight characters that follow sek_');
      }
      const request = { prefix, ...personOf(flags), now: Date.now() };
      const where = data === undefined ? {} : { data };
      write(shown(await withLedger(where, env, (ledger) => revokeToken(ledger, request))));
    });
}

function daysOf(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text) && Number(text) <= 365) return Number(text);
  throw new UsageError(`--days ${text}: no such time; write 1 to 365`);
}

function nameOf(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= LONGEST_NAME) return name;
  throw new UsageError(`the token's name has 1 to ${LONGEST_NAME} characters`);
}

function shown({ at, until, usedAt, revokedAt, ...token }: ApiToken & { token?: string }) {
  const { prefix, name, scopes, services, by, revokedBy } = token;
  const times = { at: timeOf(at), until: timeOf(until), usedAt: timeOf(usedAt) };
  return { prefix, name, scopes, services, by, ...times, revokedAt: timeOf(revokedAt), revokedBy };
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function write(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
