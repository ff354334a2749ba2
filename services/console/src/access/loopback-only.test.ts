import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { beforeEach, describe, expect, it } from 'vitest';
import { loopbackOnly } from './loopback-only.ts';
import { Browser } from './testing/browser.ts';
import { page, testApp, testLog } from './testing/test-app.ts';

const url = 'http://127.0.0.1:8080';
const database = embeddedDatabase();
const { log } = testLog();
const now = () => Date.UTC(2026, 3, 1, 9);
let app: ReturnType<typeof testApp>;

const accessAt = (host: string) => loopbackOnly({ host, ledger: database.ledger, page, log, now });

beforeEach(() => {
  app = testApp(accessAt('127.0.0.1'));
});

describe('a console without accounts', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('may listen on %s', (host) => {
    expect(() => accessAt(host)).not.toThrow();
  });

  it.each(['0.0.0.0', '::', '192.168.0.7', 'localhost.example.jp', '127.0.0.1.example.jp', ''])(
    'may not listen on %j',
    (host) => {
      expect(() => accessAt(host)).toThrow(/loopback address only; write 127\.0\.0\.1/);
    },
  );

  it('lets work under the name that one writes, and neither approve nor reveal', async () => {
    const browser = new Browser(app, url);
    expect((await browser.get('/')).headers.get('location')).toBe('/sign-in?next=%2F');
    expect(await (await browser.get('/sign-in')).text()).toContain('only this machine');
    const answer = await browser.post('/sign-in', { name: '佐藤 花子', next: '/' });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^sekisho=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(await (await browser.get('/')).text()).toBe('claimed:佐藤 花子 佐藤 花子');
    expect((await browser.post('/release?service=hikari')).status).toBe(200);
    expect((await browser.post('/approve?service=hikari')).status).toBe(403);
    expect((await browser.post('/reveal?service=hikari')).status).toBe(403);
  });

  it.each(['', ' ', '<b>', 'a\nb', 'x'.repeat(65)])('takes no name such as %j', async (name) => {
    const answer = await new Browser(app, url).post('/sign-in', { name });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('<code>bad-name</code>');
  });

  it.each(['evil.example:8080', '127.0.0.1.evil.example', '', '127.0.0.1:8080@evil.example'])(
    'does not answer under a name that was led here: %j',
    async (host) => {
      const answer = await app.request(`${url}/sign-in`, { headers: { host } });
      expect(answer.status).toBe(421);
    },
  );

  it.each(['http://evil.example:8080', 'https://127.0.0.1:8080', 'http://127.0.0.1:9090'])(
    'does nothing for a page of %s',
    async (origin) => {
      const headers = { host: '127.0.0.1:8080', origin };
      const answer = await app.request(`${url}/sign-in`, { method: 'POST', headers });
      expect(answer.status).toBe(403);
    },
  );
});
