import { randomUUID } from 'node:crypto';
import { addAccount, disableAccount, type Grant, readRestriction } from '@sekisho/ledger';
import { createLog } from '@sekisho/runtime';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAccess } from './access/create-access.ts';
import { parseAccessSettings } from './access/read-settings.ts';
import { Browser } from './access/testing/browser.ts';
import { signInLayout } from './pages/sign-in-layout.ts';
import { consoleFixture } from './testing/console-fixture.ts';

const fixture = consoleFixture();
const url = 'https://sekisho.example.jp';
const password = 'correct horse battery';
const of = { hikari: '', call: '', bar: '' };

beforeAll(async () => {
  of.hikari = await fixture.seed({ subscriber: 'C10482', service: 'hikari', state: 'applied' });
  of.call = await fixture.seed({ subscriber: 'C20001', service: 'call-pro', state: 'shadow' });
  const [bar] = await fixture.ledger.run<{ restrictionId: string }>(
    "select restriction_id from restriction where subscriber = 'C10482'",
  );
  of.bar = bar!.restrictionId;
});

const browser = () => {
  const { ledger } = fixture;
  const settings = parseAccessSettings(`url: ${url}`, 'access.yaml');
  const log = createLog('console', 'silent');
  const parts = { ledger, settings, page: signInLayout, log, now: Date.now };
  const access = createAccess(parts);
  return new Browser(fixture.open({ access }).app, url);
};

async function signedIn(...grants: Grant[]) {
  const name = `a${randomUUID()}`;
  await addAccount(fixture.ledger, { name, password, grants, by: 'abe', now: Date.now() });
  const opened = browser();
  expect((await opened.post('/sign-in', { name, password, next: '/' })).status).toBe(303);
  const text = async (path: string) => (await opened.get(path)).text();
  return { name, opened, text };
}

describe('a console with accounts', () => {
  it.each(['/', `/restrictions`, '/health', '/events'])(
    'shows nothing of %s to who has not signed in',
    async (path) => {
      const answer = await browser().get(path);
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toMatch(/^\/sign-in\?next=/);
    },
  );

  it('has a page to sign in, under the same policy, without a name to claim', async () => {
    const answer = await browser().get('/sign-in');
    const text = await answer.text();
    expect(text).toContain('action="/sign-in"');
    expect(text).not.toMatch(/<script|\sstyle=/);
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const { opened } = await signedIn({ role: 'operator', services: ['*'] });
    expect((await opened.get('/name')).status).toBe(404);
    expect((await opened.post('/name', { name: 'abe' })).status).toBe(404);
  });

  it('keeps each to the services of his grants', async () => {
    const { opened, text } = await signedIn({ role: 'operator', services: ['call-pro'] });
    const queue = await text('/');
    expect(queue).toContain('C20001');
    expect(queue).not.toContain('C10482');
    expect(await text('/restrictions')).not.toContain('C10482');
    expect((await opened.get(`/a/${of.hikari}`)).status).toBe(403);
    expect((await opened.get(`/a/${of.hikari}/calls`)).status).toBe(403);
    expect((await opened.get(`/a/${of.call}`)).status).toBe(200);
  });

  it.each<[Grant['role'], boolean]>([
    ['viewer', false],
    ['operator', true],
    ['analyst', false],
    ['lead', true],
    ['admin', false],
    ['auditor', false],
  ])('lets a %s release: %s, and shows the form for it alone', async (role, may) => {
    const { opened, text } = await signedIn({ role, services: ['hikari'] });
    const page = await text(`/a/${of.hikari}`);
    expect(page.includes(`action="/r/${of.bar}/release"`)).toBe(may);
    if (may) return;
    const answer = await opened.post(`/r/${of.bar}/release`, { reason: 'asked' });
    expect(answer.status).toBe(403);
    expect((await readRestriction(fixture.ledger, of.bar)).state).toBe('applied');
    expect((await opened.post(`/a/${of.hikari}/bar`, { hours: '4' })).status).toBe(403);
  });

  it('writes down who it was by what does not change, not by a shown name', async () => {
    const { name, opened } = await signedIn({ role: 'operator', services: ['hikari'] });
    expect((await opened.post(`/a/${of.hikari}/ack`, { back: '/' })).status).toBe(303);
    const [row] = await fixture.ledger.run<{ by: string }>(
      'select by from acknowledgement order by at desc limit 1',
    );
    expect(row?.by).toBe(`local:${name}`);
  });

  it('refuses what another site sends, and who was disabled meanwhile', async () => {
    const { name, opened } = await signedIn({ role: 'lead', services: ['*'] });
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect((await opened.post(`/a/${of.hikari}/ack`, {}, foreign)).status).toBe(403);
    const change = { name, by: 'abe', reason: 'left', now: Date.now() };
    await disableAccount(fixture.ledger, change);
    expect((await opened.get('/')).status).toBe(303);
  });
});
