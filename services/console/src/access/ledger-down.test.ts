import { openLedger } from '@sekisho/ledger';
import { afterAll, expect, it } from 'vitest';
import { createAccess } from './create-access.ts';
import { parseAccessSettings } from './read-settings.ts';
import { page, testApp, testLog } from './testing/test-app.ts';

const url = 'https://sekisho.example.jp';
const { log, lines } = testLog();
// Nobody listens there.
const ledger = openLedger('postgresql://127.0.0.1:1/none');
const settings = parseAccessSettings(`url: ${url}`, 'access.yaml');
const app = testApp(createAccess({ ledger, settings, page, log, now: Date.now }));

afterAll(() => ledger.close());

const own = { 'sec-fetch-site': 'same-origin' };

it.each([
  ['a page', '/', { headers: { cookie: `__Host-sekisho=${'a'.repeat(64)}` } }],
  ['the API', '/api/v1/', { headers: { authorization: `Bearer sek_abcd1234_${'a'.repeat(64)}` } }],
  [
    'a sign-in',
    '/sign-in',
    { method: 'POST', headers: own, body: new URLSearchParams({ name: 'sato', password: 'x' }) },
  ],
])('lets nobody in while the ledger cannot be reached: %s', async (_, path, init) => {
  const answer = await app.request(`${url}${path}`, init);
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('60');
  expect(await answer.text()).toContain('ledger-unreachable');
});

it('refuses other sites all the same', async () => {
  const init = { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } };
  expect((await app.request(`${url}/sign-in`, init)).status).toBe(403);
  expect(lines.join('')).toContain('the audit log was not told');
});
