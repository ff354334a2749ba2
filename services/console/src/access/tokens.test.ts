import {
  auditEntries,
  createToken,
  revokeToken,
  TOKEN_SCOPES,
  type TokenScope,
} from '@sekisho/ledger';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { beforeEach, expect, it } from 'vitest';
import { createAccess } from './create-access.ts';
import { parseAccessSettings } from './read-settings.ts';
import { page, testApp, testLog } from './testing/test-app.ts';
import { toldSince } from './testing/told-since.ts';

const url = 'https://sekisho.example.jp';
const DAY_MS = 86_400_000;
const database = embeddedDatabase();
const { log, lines } = testLog();
let now = Date.UTC(2026, 3, 1, 9);
let app: ReturnType<typeof testApp>;

beforeEach(() => {
  const { ledger } = database;
  const settings = parseAccessSettings(`url: ${url}\noperatorsReveal: true`, 'access.yaml');
  app = testApp(createAccess({ ledger, settings, page, log, now: () => now }));
  now += DAY_MS;
});

const create = (scopes: readonly TokenScope[], services = ['*']) =>
  createToken(database.ledger, {
    name: 'ticket system',
    scopes,
    services,
    by: 'abe',
    until: now + DAY_MS,
    now,
  });
const ask = (path: string, token: string, headers: Record<string, string> = {}, method = 'POST') =>
  app.request(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...headers },
  });

it('lets a program do what its scope says, in its services', async () => {
  const { token, prefix } = await create(['restrictions:release', 'alerts:read'], ['hikari']);
  const read = await ask('/api/v1/', token, {}, 'GET');
  expect(await read.text()).toBe(`token:${prefix} ticket system`);
  expect((await ask('/api/v1/release?service=hikari', token)).status).toBe(200);
  const denied = await ask('/api/v1/release?service=call-pro', token);
  expect(denied.status).toBe(403);
  expect(await denied.json()).toMatchObject({ code: 'forbidden', status: 403 });
});

it.each(TOKEN_SCOPES)('never lets a program approve or reveal: %s', async (scope) => {
  const { token } = await create([scope]);
  for (const path of ['approve', 'reveal']) {
    expect((await ask(`/api/v1/${path}?service=hikari`, token)).status, path).toBe(403);
  }
});

it('lets no program approve or reveal with all scopes', async () => {
  const { token } = await create(TOKEN_SCOPES);
  expect((await ask('/api/v1/approve', token)).status).toBe(403);
  expect((await ask('/api/v1/reveal', token)).status).toBe(403);
});

it('lets no program do what another scope is for, and tells of it', async () => {
  const { token, prefix } = await create(['rules:read']);
  const told = await toldSince(database.ledger, async () => {
    expect((await ask('/api/v1/release', token)).status).toBe(403);
  });
  expect(told).toMatchObject([
    { actor: `token:${prefix}`, action: 'access.denied', subject: 'restrictions.release' },
  ]);
});

it('is no use outside the API', async () => {
  const { token } = await create(['alerts:read']);
  expect((await ask('/', token, {}, 'GET')).status).toBe(303);
});

it.each([
  ['none', undefined],
  ['a wrong one', `sek_abcd1234_${'0'.repeat(64)}`],
  ['something else', 'x'],
])('takes a good token: %s is refused', async (_, token) => {
  const answer =
    token === undefined
      ? await app.request(`${url}/api/v1/`)
      : await ask('/api/v1/', token, {}, 'GET');
  expect(answer.status).toBe(401);
  expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
});

it('takes one that is neither revoked nor over', async () => {
  const { token, prefix } = await create(['alerts:read']);
  await revokeToken(database.ledger, { prefix, by: 'abe', reason: 'lost', now });
  expect((await ask('/api/v1/', token, {}, 'GET')).status).toBe(401);
  const { token: other } = await create(['alerts:read']);
  now += DAY_MS;
  expect((await ask('/api/v1/', other, {}, 'GET')).status).toBe(401);
});

it.each([
  { 'sec-fetch-site': 'cross-site' },
  { origin: 'https://evil.example', 'content-type': 'application/json' },
])('is refused from another site’s page: %o', async (headers) => {
  const { token } = await create(['restrictions:release']);
  const answer = await ask('/api/v1/release', token, headers);
  expect(await answer.json()).toMatchObject({ status: 403, code: 'foreign-origin' });
});

it('stands in no log, and neither does a wrong one', async () => {
  const { token } = await create(['rules:read']);
  const wrong = `sek_dcba4321_${'9'.repeat(64)}`;
  await ask('/api/v1/release', token);
  await ask('/api/v1/release', wrong);
  const told = await auditEntries(database.ledger, { from: 1, limit: 100_000 });
  const all = `${JSON.stringify(told)}${lines.join('')}`;
  expect(all).toContain('token.refused');
  expect(all).not.toContain(token.split('_')[2]);
  expect(all).not.toContain('9'.repeat(64));
});
