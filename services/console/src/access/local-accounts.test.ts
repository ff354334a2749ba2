import { randomUUID } from 'node:crypto';
import {
  addAccount,
  auditEntries,
  disableAccount,
  FAILURES_BEFORE_LOCK,
  type Grant,
  revokeSessions,
  SESSION_IDLE_MS,
  SESSION_LONGEST_MS,
} from '@sekisho/ledger';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { beforeEach, describe, expect, it } from 'vitest';
import { createAccess } from './create-access.ts';
import { parseAccessSettings } from './read-settings.ts';
import { Browser } from './testing/browser.ts';
import { page, testApp, testLog } from './testing/test-app.ts';
import { toldSince } from './testing/told-since.ts';

const url = 'https://sekisho.example.jp';
const password = 'correct horse battery';
const COOKIE = '__Host-sekisho';
const MINUTE_MS = 60_000;

const database = embeddedDatabase();
const { log, lines } = testLog();
let now = Date.UTC(2026, 3, 1, 9);
let app: ReturnType<typeof testApp>;

beforeEach(() => {
  const { ledger } = database;
  const settings = parseAccessSettings(`url: ${url}`, 'access.yaml');
  app = testApp(createAccess({ ledger, settings, page, log, now: () => now }));
  // Each test is a day of its own: what is told once a minute is told again.
  now += 24 * 3_600_000;
});

const newAccount = async (grants: readonly Grant[] = [{ role: 'lead', services: ['hikari'] }]) => {
  const name = `a${randomUUID()}`;
  await addAccount(database.ledger, { name, password, grants, by: 'abe', now });
  return name;
};
const signedIn = async (name: string) => {
  const browser = new Browser(app, url);
  const answer = await browser.post('/sign-in', { name, password });
  expect(answer.status).toBe(303);
  return browser;
};
const since = (work: () => Promise<unknown>) => toldSince(database.ledger, work);

describe('signing in by a local account', () => {
  it('shows a form, in the browser’s language', async () => {
    const browser = new Browser(app, url);
    const japanese = await browser.get('/sign-in?next=/a/7%22', { 'accept-language': 'ja,en' });
    expect(japanese.headers.get('cache-control')).toBe('no-store');
    const text = await japanese.text();
    expect(text).toContain('<html lang="ja"><title>サインイン</title>');
    expect(text).toContain('name="next" value="/a/7%22"');
    expect(text).not.toContain('/oidc/start');
    const english = await browser.get('/sign-in', { 'accept-language': 'fr, en;q=0.5' });
    expect(await english.text()).toContain('<title>Sign in</title>');
  });

  it('leads to what was asked for, under a cookie that scripts and other sites have not', async () => {
    const browser = new Browser(app, url);
    const asked = await browser.get('/?service=hikari');
    expect(asked.status).toBe(303);
    const place = asked.headers.get('location')!;
    expect(place).toBe('/sign-in?next=%2F%3Fservice%3Dhikari');
    const name = await newAccount();
    const next = new URL(place, url).searchParams.get('next')!;
    const answer = await browser.post('/sign-in', { name, password, next });
    expect(answer.headers.get('location')).toBe('/?service=hikari');
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-sekisho=[0-9a-f]{64}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(await (await browser.get(next)).text()).toBe(`local:${name} ${name}`);
  });

  it.each([
    ['a wrong password', async () => ({ name: await newAccount(), password: 'wrong' })],
    ['a name that nobody has', async () => ({ name: 'nobody', password })],
    ['nothing', async () => ({})],
    [
      'a disabled account',
      async () => {
        const name = await newAccount();
        await disableAccount(database.ledger, { name, by: 'abe', reason: 'left', now });
        return { name, password };
      },
    ],
    [
      'a locked account',
      async () => {
        const name = await newAccount();
        const browser = new Browser(app, url);
        for (let i = 0; i < FAILURES_BEFORE_LOCK; i++) {
          await browser.post('/sign-in', { name, password: 'wrong' });
        }
        return { name, password };
      },
    ],
  ])('says no more than that it failed for %s', async (_, form) => {
    const browser = new Browser(app, url);
    const answer = await browser.post('/sign-in', await form());
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('<code>sign-in-failed</code>');
    expect(browser.cookies.size).toBe(0);
    const [told] = await auditEntries(database.ledger, { from: 1, limit: 1 });
    expect(told!.action).toMatch(/^(sign-in\.failed|account\.disabled|account\.locked)$/);
  });

  it('tells once a minute of guesses at names, with how many there were, and no name', async () => {
    const told = await since(async () => {
      const browser = new Browser(app, url);
      for (let i = 0; i < 4; i++) await browser.post('/sign-in', { name: `guess-${i}`, password });
      now += MINUTE_MS;
      await browser.post('/sign-in', { name: 'guess-5', password });
    });
    const base = { because: 'unknown', way: 'local' };
    expect(told.map(({ detail }) => JSON.parse(detail))).toEqual([
      base,
      { ...base, alsoBefore: 3 },
    ]);
    expect(JSON.stringify(told)).not.toContain('guess');
  });

  it('gives another id than the browser had, and ends what it had', async () => {
    const name = await newAccount();
    const browser = await signedIn(name);
    const before = browser.cookies.get(COOKIE)!;
    const planted = new Browser(app, url);
    planted.cookies.set(COOKIE, 'f'.repeat(64));
    await planted.post('/sign-in', { name, password });
    expect(planted.cookies.get(COOKIE)).not.toBe('f'.repeat(64));
    await browser.post('/sign-in', { name, password });
    expect(browser.cookies.get(COOKIE)).not.toBe(before);
    const thief = new Browser(app, url);
    thief.cookies.set(COOKIE, before);
    expect((await thief.get('/')).status).toBe(303);
    expect((await browser.get('/')).status).toBe(200);
  });

  it('turns large forms away', async () => {
    const answer = await new Browser(app, url).post('/sign-in', { name: 'x'.repeat(20_000) });
    expect(answer.status).toBe(413);
  });
});

describe('a session', () => {
  it('ends when it was idle', async () => {
    const browser = await signedIn(await newAccount());
    now += SESSION_IDLE_MS - 1;
    expect((await browser.get('/')).status).toBe(200);
    now += SESSION_IDLE_MS;
    expect((await browser.get('/')).status).toBe(303);
  });

  it('is not kept alive by a page that asks by itself', async () => {
    const browser = await signedIn(await newAccount());
    const stream = { accept: 'text/event-stream' };
    now += SESSION_IDLE_MS - 1;
    expect(await (await browser.get('/events', stream)).json()).toBe(true);
    now += 1;
    expect((await browser.get('/events', stream)).status).toBe(303);
  });

  it('ends after a shift', async () => {
    const browser = await signedIn(await newAccount());
    const end = now + SESSION_LONGEST_MS;
    for (; now < end; now += 25 * MINUTE_MS) {
      expect((await browser.get('/')).status).toBe(200);
    }
    now = end;
    expect((await browser.get('/')).status).toBe(303);
  });

  it('ends when it is revoked, and when its account is disabled', async () => {
    const name = await newAccount();
    const [one, other] = [await signedIn(name), await signedIn(name)];
    const subject = `local:${name}`;
    const revoke = { subject, by: 'abe', because: 'revoked', now } as const;
    await revokeSessions(database.ledger, revoke);
    expect((await one.get('/')).status).toBe(303);
    const third = await signedIn(name);
    await disableAccount(database.ledger, { name, by: 'abe', reason: 'left', now });
    expect((await third.get('/')).status).toBe(303);
    expect((await other.get('/')).status).toBe(303);
  });

  it('ends by signing out, and one beside it goes on', async () => {
    const name = await newAccount();
    const [one, other] = [await signedIn(name), await signedIn(name)];
    const id = one.cookies.get(COOKIE)!;
    expect(await (await one.get('/sign-out')).text()).toContain('action="/sign-out"');
    const told = await since(() => one.post('/sign-out'));
    expect(told.map(({ actor, action }) => [actor, action])).toEqual([
      [`local:${name}`, 'session.ended'],
    ]);
    expect(one.cookies.has(COOKIE)).toBe(false);
    one.cookies.set(COOKIE, id);
    expect((await one.get('/')).status).toBe(303);
    expect((await other.get('/')).status).toBe(200);
  });

  it('is no use under the API', async () => {
    const browser = await signedIn(await newAccount());
    const answer = await browser.get('/api/v1/');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 401, code: 'not-signed-in' });
  });
});

describe('what somebody may do', () => {
  it('is refused with a code, and told by the route, which holds no number', async () => {
    const name = await newAccount();
    const browser = await signedIn(name);
    const told = await since(async () => {
      const answer = await browser.get('/subscribers/0312345678');
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain('<code>forbidden</code>');
      await browser.get('/subscribers/0312345678');
    });
    expect(told).toMatchObject([
      { actor: `local:${name}`, action: 'access.denied', subject: 'settings.manage' },
    ]);
    expect(JSON.parse(told[0]!.detail)).toEqual({
      method: 'GET',
      route: '/subscribers/:id',
      service: null,
    });
  });

  it('is kept to the services of the grant', async () => {
    const browser = await signedIn(await newAccount());
    expect((await browser.post('/release?service=hikari')).status).toBe(200);
    expect((await browser.post('/release?service=call-pro')).status).toBe(403);
  });

  it.each(['approve', 'reveal'])('takes a fresh sign-in to %s', async (path) => {
    const name = await newAccount();
    const browser = await signedIn(name);
    const ask = () => browser.post(`/${path}`, {}, { referer: `${url}/approvals?x=1` });
    now += 5 * MINUTE_MS;
    expect((await ask()).status).toBe(200);
    now += 1;
    const answer = await ask();
    expect(answer.status).toBe(303);
    const place = answer.headers.get('location')!;
    expect(place).toBe('/sign-in?next=%2Fapprovals%3Fx%3D1&fresh=1');
    expect(await (await browser.get(place)).text()).toContain('Sign in again');
    await browser.post('/sign-in', { name, password });
    expect((await ask()).status).toBe(200);
  });

  it('shows the sign-in as a whole page where a part of one was asked for', async () => {
    const browser = new Browser(app, url);
    const part = { 'hx-request': 'true', 'hx-current-url': `${url}/a/7?x=1` };
    const answer = await browser.get('/', part);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('hx-redirect')).toBe('/sign-in?next=%2Fa%2F7%3Fx%3D1');
  });
});

describe('what another site has the browser ask for', () => {
  it.each([
    ['a form', { 'sec-fetch-site': 'cross-site' }],
    ['a form of a sister site', { 'sec-fetch-site': 'same-site', origin: url }],
    [
      'JSON with a foreign origin',
      { 'content-type': 'application/json', origin: 'https://evil.example' },
    ],
    ['JSON of an opaque origin', { 'content-type': 'application/json', origin: 'null' }],
    ['the same host without encryption', { origin: 'http://sekisho.example.jp' }],
    ['something that does not say whose it is', {}],
  ])('is refused: %s', async (_, headers) => {
    const browser = await signedIn(await newAccount());
    const init = { method: 'POST', body: '{}' };
    const cookie = `${COOKIE}=${browser.cookies.get(COOKIE)}`;
    const answer = await app.request(`${url}/release?service=hikari`, {
      ...init,
      headers: { cookie, ...headers },
    });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('<code>foreign-origin</code>');
  });

  it.each([{ 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, { origin: url }])(
    'is not what our own pages ask for: %o',
    async (headers) => {
      const browser = await signedIn(await newAccount());
      const cookie = `${COOKIE}=${browser.cookies.get(COOKIE)}`;
      const init = { method: 'POST', headers: { cookie, ...headers } };
      expect((await app.request(`${url}/release?service=hikari`, init)).status).toBe(200);
    },
  );

  it('is neither a sign-in nor a sign-out', async () => {
    const name = await newAccount();
    const browser = await signedIn(name);
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect((await browser.post('/sign-in', { name, password }, foreign)).status).toBe(403);
    expect((await browser.post('/sign-out', {}, foreign)).status).toBe(403);
    expect((await browser.get('/')).status).toBe(200);
  });
});

it('writes no secret into logs and audit log', async () => {
  const name = await newAccount();
  const browser = await signedIn(name);
  await browser.post('/sign-in', { name, password: 'a wrong password of some length' });
  const told = await auditEntries(database.ledger, { from: 1, limit: 100_000 });
  const all = `${JSON.stringify(told)}${lines.join('')}`;
  expect(all).toContain(`local:${name}`);
  for (const secret of [password, 'a wrong password', browser.cookies.get(COOKIE)!, 'argon2']) {
    expect(all).not.toContain(secret);
  }
});
