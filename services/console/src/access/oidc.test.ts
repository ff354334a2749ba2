import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addAccount, auditEntries } from '@sekisho/ledger';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAccess } from './create-access.ts';
import { parseAccessSettings } from './read-settings.ts';
import { Browser } from './testing/browser.ts';
import { page, testApp, testLog } from './testing/test-app.ts';
import { CLIENT_SECRET, startTestProvider, type TestProvider } from './testing/test-provider.ts';
import { toldSince } from './testing/told-since.ts';

const url = 'http://127.0.0.1:8443';
const password = 'correct horse battery';
const database = embeddedDatabase();
const { log, lines } = testLog();
// The provider's clock is the machine's.
let ahead = 0;
let folder: string;
let provider: TestProvider;
let app: ReturnType<typeof testApp>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sekisho-oidc-'));
  writeFileSync(join(folder, 'secret'), CLIENT_SECRET);
  provider = await startTestProvider(url);
  const account = { name: 'breakglass', password, by: 'abe', now: Date.now() };
  await addAccount(database.ledger, { ...account, grants: [{ role: 'lead', services: ['*'] }] });
});
afterAll(async () => {
  await provider.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  ahead = 0;
  provider.person = { sub: '4711', name: 'Sato Hanako', groups: ['noc', 'everyone'] };
  app = appAt(provider.issuer);
});

function appAt(issuer: string) {
  const { ledger } = database;
  const text = `url: ${url}
oidc:
  issuer: ${issuer}
  clientId: sekisho
  clientSecretFile: ${join(folder, 'secret')}
  scopes: [openid, profile, groups]
  groups:
    - { group: noc, role: operator, services: [hikari] }
    - { group: leads, role: lead }
`;
  const settings = parseAccessSettings(text, 'access.yaml');
  return testApp(createAccess({ ledger, settings, page, log, now: () => Date.now() + ahead }));
}

const newBrowser = () => new Browser(app, url);
/** Up to where the provider sends the browser back. */
const backFrom = async (
  browser: Browser,
  change = (place: URL) => place,
  start = '/oidc/start',
) => {
  const answer = await browser.get(start);
  expect(answer.status).toBe(303);
  return browser.through(change(new URL(answer.headers.get('location')!)).href);
};
const expectRefused = async (browser: Browser, path: string, status: number, code: string) => {
  const told = await toldSince(database.ledger, async () => {
    const answer = await browser.get(path);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(`<code>${code}</code>`);
  });
  expect(told.map(({ action, detail }) => [action, JSON.parse(detail).because])).toEqual([
    ['sign-in.failed', code],
  ]);
  expect(browser.cookies.has('sekisho')).toBe(false);
};

describe('signing in with the provider', () => {
  it('leads to what was asked for, with the rights of the person’s groups', async () => {
    const browser = newBrowser();
    const form = await (await browser.get('/sign-in?next=/?service=hikari')).text();
    expect(form).toContain('href="/oidc/start?next=%2F%3Fservice%3Dhikari"');
    const told = await toldSince(database.ledger, async () => {
      const back = await backFrom(browser, undefined, '/oidc/start?next=/?service=hikari');
      const answer = await browser.get(back);
      expect(answer.headers.get('location')).toBe('/?service=hikari');
    });
    expect(told.map(({ actor, action }) => [actor, action])).toEqual([
      ['oidc:4711', 'session.begun'],
    ]);
    expect(await (await browser.get('/')).text()).toBe('oidc:4711 Sato Hanako');
    expect((await browser.post('/release?service=hikari')).status).toBe(200);
    expect((await browser.post('/release?service=call-pro')).status).toBe(403);
    expect((await browser.post('/approve?service=hikari')).status).toBe(403);
  });

  it('asks with PKCE, a state and a nonce, none of which is the one before', async () => {
    const asked = async () => {
      const answer = await newBrowser().get('/oidc/start');
      return new URL(answer.headers.get('location')!).searchParams;
    };
    const [one, other] = [await asked(), await asked()];
    expect(one.get('code_challenge_method')).toBe('S256');
    expect(one.get('response_type')).toBe('code');
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.get(name), name).toMatch(/^[\w-]{43,64}$/);
      expect(one.get(name), name).not.toBe(other.get(name));
    }
  });

  it('gives a new id to who was signed in before', async () => {
    const browser = newBrowser();
    await browser.get(await backFrom(browser));
    const before = browser.cookies.get('sekisho');
    await browser.get(await backFrom(browser));
    expect(browser.cookies.get('sekisho')).not.toBe(before);
    const thief = newBrowser();
    thief.cookies.set('sekisho', before!);
    expect((await thief.get('/')).status).toBe(303);
  });

  it('is fresh only where the provider asked the person anew', async () => {
    provider.person = { sub: '12', groups: ['leads'] };
    const browser = newBrowser();
    await browser.get(await backFrom(browser));
    // The provider may have known the person for days: it does not say.
    const refused = await browser.post('/approve', {}, { referer: `${url}/approvals` });
    const place = refused.headers.get('location')!;
    expect(place).toBe('/sign-in?next=%2Fapprovals&fresh=1');
    const [, start] = /href="(\/oidc\/start[^"]*)"/.exec(await (await browser.get(place)).text())!;
    const asked = await browser.get(start!.replaceAll('&amp;', '&'));
    const there = new URL(asked.headers.get('location')!);
    expect(there.searchParams.get('prompt')).toBe('login');
    const done = await browser.get(await browser.through(there.href));
    expect(done.headers.get('location')).toBe('/approvals');
    expect((await browser.post('/approve')).status).toBe(200);
    ahead = 6 * 60_000;
    expect((await browser.post('/approve')).status).toBe(303);
  });
});

describe('a sign-in is refused', () => {
  it('with a wrong state', async () => {
    const browser = newBrowser();
    const back = await backFrom(browser);
    await expectRefused(browser, back.replace(/state=\w{4}/, 'state=0000'), 400, 'oidc-invalid');
  });

  it('with a state that began in another browser', async () => {
    const back = await backFrom(newBrowser());
    await expectRefused(newBrowser(), back, 400, 'oidc-no-attempt');
    const begun = newBrowser();
    await begun.get('/oidc/start');
    await expectRefused(begun, back, 400, 'oidc-invalid');
  });

  it('with a code of another browser, under its own state', async () => {
    const code = new URLSearchParams((await backFrom(newBrowser())).split('?')[1]).get('code')!;
    const browser = newBrowser();
    const back = await backFrom(browser);
    await expectRefused(browser, back.replace(/code=[\w-]+/, `code=${code}`), 403, 'oidc-refused');
  });

  it('with a code that was used, by the same browser and by who copied its cookie', async () => {
    const browser = newBrowser();
    const back = await backFrom(browser);
    const thief = newBrowser();
    thief.cookies.set('sekisho-oidc', browser.cookies.get('sekisho-oidc')!);
    expect((await browser.get(back)).status).toBe(303);
    const again = newBrowser();
    await expectRefused(again, back, 400, 'oidc-no-attempt');
    await expectRefused(thief, back, 403, 'oidc-refused');
  });

  it('with a foreign nonce in the token', async () => {
    const browser = newBrowser();
    const back = await backFrom(browser, (place) => {
      place.searchParams.set('nonce', '0'.repeat(64));
      return place;
    });
    await expectRefused(browser, back, 400, 'oidc-invalid');
  });

  it('when it took too long', async () => {
    const browser = newBrowser();
    const back = await backFrom(browser);
    ahead = 11 * 60_000;
    await expectRefused(browser, back, 400, 'oidc-no-attempt');
  });

  it('of who is in no group of the console', async () => {
    provider.person = { sub: '13', groups: ['everyone'] };
    const browser = newBrowser();
    await expectRefused(browser, await backFrom(browser), 403, 'no-role');
  });

  it('where the provider says so', async () => {
    const browser = newBrowser();
    const state = new URL((await browser.get('/oidc/start')).headers.get('location')!).searchParams;
    const query = new URLSearchParams({
      error: 'access_denied',
      state: state.get('state')!,
      iss: provider.issuer,
    });
    await expectRefused(browser, `/oidc/callback?${query}`, 403, 'oidc-refused');
  });
});

describe('a provider that is down', () => {
  it('leaves the local accounts', async () => {
    const gone = await startTestProvider(url);
    await gone.stop();
    app = appAt(gone.issuer);
    const browser = newBrowser();
    const answer = await browser.get('/oidc/start?next=/?service=hikari');
    expect(answer.status).toBe(503);
    const form = await answer.text();
    expect(form).toContain('<code>oidc-unreachable</code>');
    expect(form).toContain('<details open>');
    const next = '/?service=hikari';
    const signedIn = await browser.post('/sign-in', { name: 'breakglass', password, next });
    expect(signedIn.headers.get('location')).toBe(next);
    expect(await (await browser.get(next)).text()).toBe('local:breakglass breakglass');
    expect(lines.join('')).toContain('signed in by a local account');
  });

  it('is told when it goes down meanwhile', async () => {
    const late = await startTestProvider(url);
    late.person = provider.person;
    app = appAt(late.issuer);
    const browser = newBrowser();
    const back = await backFrom(browser);
    await late.stop();
    await expectRefused(browser, back, 503, 'oidc-unreachable');
  });
});

it('writes no secret into logs and audit log', async () => {
  const browser = newBrowser();
  const back = await backFrom(browser);
  const attempt = browser.cookies.get('sekisho-oidc')!.split('.')[0]!;
  await browser.get(back);
  const other = newBrowser();
  const failed = await backFrom(other);
  await other.get(failed.replace(/state=\w{4}/, 'state=0000'));
  const told = await auditEntries(database.ledger, { from: 1, limit: 100_000 });
  const all = `${JSON.stringify(told)}${lines.join('')}`;
  expect(all).toContain('oidc-invalid');
  const codes = [back, failed].map((path) => /code=([\w-]+)/.exec(path)![1]!);
  for (const secret of [CLIENT_SECRET, attempt, browser.cookies.get('sekisho')!, ...codes]) {
    expect(all).not.toContain(secret);
  }
});
