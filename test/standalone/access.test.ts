import { join } from 'node:path';
import { openEmbeddedLedger, signInLocally, useToken } from '@sekisho/ledger';
import { expect, it } from 'vitest';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';

const scratch = scratchFolder();
const password = 'correct horse battery';
const by = ['--by', 'abe'];

it('makes accounts and tokens whose secrets stand nowhere', async () => {
  const data = scratch.fresh('data');
  const run = (args: string[], stdin = '') => sekisho([...args, '--data', data], { stdin });

  const roles = ['--role', 'lead@hikari,call-pro', 'viewer'];
  const added = await run(['account', 'add', 'sato', ...roles, ...by], `${password}\n`);
  expect(added).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(added.stdout)).toMatchObject({
    name: 'sato',
    by: 'abe',
    grants: [
      { role: 'lead', services: ['hikari', 'call-pro'] },
      { role: 'viewer', services: ['*'] },
    ],
  });
  const scope = ['--scope', 'alerts:read', '--days', '30'];
  const made = await run(['token', 'create', 'tickets', ...scope, ...by]);
  const { token, prefix } = JSON.parse(made.stdout);

  const ledger = await openEmbeddedLedger(join(data, 'sekisho-ledger'));
  const now = Date.now();
  expect(await signInLocally(ledger, { name: 'sato', password, now })).toMatchObject({
    is: 'signed-in',
  });
  expect(await useToken(ledger, token, now)).toMatchObject({ scopes: ['alerts:read'] });
  await ledger.close();

  const why = [...by, '--reason', 'left'];
  expect(await run(['account', 'disable', 'sato', ...why])).toMatchObject({ code: 0 });
  expect(await run(['token', 'revoke', prefix, ...why])).toMatchObject({ code: 0 });
  const listed = [await run(['account', 'list']), await run(['token', 'list'])];
  const [account, kept] = listed.map(({ stdout }) => JSON.parse(stdout));
  expect(account).toMatchObject({ name: 'sato', disabledBy: 'abe' });
  expect(kept).toMatchObject({ prefix, name: 'tickets', revokedBy: 'abe' });
  const told = await run(['audit', 'list', '--json']);
  const actions = told.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).action);
  expect(actions).toEqual(['account.added', 'token.created', 'account.disabled', 'token.revoked']);
  const shown = [told, ...listed].map(({ stdout }) => stdout).join('');
  expect(shown).not.toMatch(/horse|argon2/);
  expect(shown).not.toContain(token.split('_')[2]);
});

it.each([
  ['an unknown role', ['account', 'add', 'a', '--role', 'boss', ...by], password, 'write one of'],
  [
    'a service without a name',
    ['account', 'add', 'a', '--role', 'lead@', ...by],
    '',
    'lead@hikari',
  ],
  ['no password', ['account', 'add', 'a', '--role', 'lead', ...by], '', 'first line'],
  ['a short password', ['account', 'add', 'a', '--role', 'lead', ...by], 'short\n', '15 to 256'],
  ['a program’s name', ['account', 'reset', 'a', '--by', 'auto'], password, 'your name'],
  ['an unknown scope', ['token', 'create', 'a', '--scope', 'all', ...by], '', 'alerts:read'],
  ['no scope', ['token', 'create', 'a', ...by], '', '--scope'],
  [
    'two years',
    ['token', 'create', 'a', '--scope', 'rules:read', '--days', '730', ...by],
    '',
    '365',
  ],
  ['a whole token', ['token', 'revoke', 'sek_x', ...by, '--reason', 'r'], '', 'eight characters'],
])('refuses %s, in one line', async (_, args, stdin, mend) => {
  const refused = await sekisho([...args, '--data', scratch.fresh('refused')], { stdin });
  expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(mend) });
  expect(refused.stderr.trim()).not.toContain('\n');
});
