import { LedgerError, noteBlindness, verdictsOf } from '@sekisho/ledger';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, consoleFixture } from './testing/console-fixture.ts';

const fixture = consoleFixture();
const CALLED = '37125123456';
const ids = { barred: '', shadow: '', warning: '', proposed: '', line: '' };

beforeAll(async () => {
  ids.barred = await fixture.seed({ subscriber: 'C10482', state: 'applied', calledNumber: CALLED });
  ids.shadow = await fixture.seed({ subscriber: 'C20001', state: 'shadow', costYen: 9000 });
  ids.warning = await fixture.seed({ subscriber: 'C30003', severity: 'warning', costYen: 300 });
  ids.proposed = await fixture.seed({ subscriber: 'C<40>"&', state: 'proposed', costYen: 70 });
  ids.line = await fixture.seed({ subscriber: 'line:0312345678', severity: 'warning' });
});
beforeEach(() => void fixture.reset());

const page = async (path: string, options: Parameters<typeof ask>[2] = {}) => {
  const response = await ask(fixture.open(), path, options);
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const screens = () => [
  '/',
  `/a/${ids.barred}`,
  `/a/${ids.shadow}`,
  '/restrictions',
  '/health',
  '/name',
];

describe('every screen', () => {
  it.each(['ja', 'en'])('shows no full number and nothing inline, in %s', async (language) => {
    for (const path of screens()) {
      const { status, text } = await page(path, { language });
      expect([path, status]).toEqual([path, 200]);
      expect(text).toContain(`<html lang="${language}">`);
      expect(text).not.toContain(CALLED);
      expect(text).not.toContain(CALLED.slice(3));
      expect(text).not.toContain('0312345678');
      expect(text).not.toMatch(/\sstyle=|<style|hx-on|js:|javascript:|\son[a-z]+=/);
      expect(text).not.toMatch(/<script(?![^>]*\ssrc=)/);
      expect(text).not.toContain('undefined');
      expect(text).not.toContain('[object');
    }
  });

  it('is let in by the policy of its own site alone', async () => {
    const { headers } = await page('/');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('escapes what others have written', async () => {
    const { text } = await page('/');
    expect(text).toContain('C&lt;40&gt;&quot;&amp;');
    expect(text).not.toContain('C<40>');
  });

  it.each([
    ['ja', 'en', 'ja'],
    ['', 'ja;q=0.4, en;q=0.9', 'en'],
    ['', 'fr, ja-JP;q=0.8', 'ja'],
    ['', 'fr', 'en'],
    ['xx', '', 'en'],
  ])('is in the language of ?lang=%s, then of %s: %s', async (asked, language, expected) => {
    const { text } = await page(`/?lang=${asked}`, { language });
    expect(text).toContain(`<html lang="${expected}">`);
  });
});

describe('the queue', () => {
  it('has what burns unbarred before what is barred or only warned of', async () => {
    const { text } = await page('/');
    const order = ['C20001', 'C30003', 'C10482'].map((subscriber) =>
      text.indexOf(`>${subscriber}<`),
    );
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(text).toContain('NOT barred: shadow mode');
    expect(text).toContain('BARRED until');
    expect(text).toContain('¥48,200');
    expect(text).toContain('calls-1h 41 / 15');
    expect(text).toContain('line:03******78');
    expect(text).toContain('title="1 call up"');
  });

  it('goes on without the store, and says what it does not know', async () => {
    fixture.given.reader = { callsUp: () => Promise.reject(new Error('gone')) };
    const { status, text } = await page('/');
    expect(status).toBe(200);
    expect(text).toContain('calls up: not known');
  });

  it('says its code where the ledger is away', async () => {
    const gone = () => Promise.reject(new LedgerError('unreachable', 'away'));
    fixture.given.reader = { queue: gone, blindness: gone };
    const { status, text } = await page('/');
    expect(status).toBe(503);
    expect(text).toContain('<code>unreachable</code>');
    expect(text).toContain('Whether anything is seen is not known (unreachable)');
  });

  it.each([
    [{ at: Date.now() - 3000 }, 'Quiet: no alert in 30 days.'],
    [{ at: null }, 'Blind: that nothing is shown here says nothing.'],
  ])('is quiet or blind, never blank: %j', async ({ at }, expected) => {
    const queue = { episodes: [], quietSince: null };
    fixture.given.reader = {
      queue: () => Promise.resolve(queue),
      lastRecordAt: () => Promise.resolve(at),
    };
    expect((await page('/')).text).toContain(expected);
  });
});

describe('an alert', () => {
  it('tells seven lines, its evidence, masked calls and what happened', async () => {
    const { text } = await page(`/a/${ids.barred}`);
    for (const told of [
      '41 calls in 9 min',
      'score 90 of 100',
      'new-source',
      '+37125******',
      'being barred',
      'by Sekisho',
    ]) {
      expect(text).toContain(told);
    }
  });

  it('has panels that fail alone, with a code and a way to try again', async () => {
    fixture.given.reader = { evidence: () => Promise.reject(new LedgerError('query', 'broken')) };
    const { status, text } = await page(`/a/${ids.barred}`);
    expect(status).toBe(200);
    expect(text).toContain('This part cannot be shown (query)');
    expect(text).toContain(`hx-get="/a/${ids.barred}/evidence"`);
    expect(text).toContain('+37125******');
    fixture.reset();
    expect((await page(`/a/${ids.barred}/evidence`)).text).toContain('new-source');
  });

  it.each(['/a/a-none', '/a/a-none/calls', '/nothing'])('is not found at %s', async (path) => {
    expect((await page(path)).status).toBe(404);
  });
});

describe('an action', () => {
  it('asks first who acts, and comes back', async () => {
    const path = `/a/${ids.shadow}/bar`;
    const asked = await page(path, { name: '', form: { hours: '4' } });
    expect(asked.status).toBe(303);
    const form = { name: ' 佐藤 ', back: `/a/${ids.shadow}` };
    const kept = await page('/name', { name: '', form });
    expect(kept.headers.get('location')).toBe(`/a/${ids.shadow}`);
    expect(kept.headers.get('set-cookie')).toMatch(/sekisho-name=.*HttpOnly.*SameSite=Strict/);
    expect((await page('/name', { form: { name: 'auto' } })).status).toBe(422);
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example'])(
    'leads nobody to %s',
    async (back) => {
      const { headers } = await page('/name', { form: { name: 'sato', back } });
      expect(headers.get('location')).toBe('/');
    },
  );

  it('bars a line in shadow for as long as its button says, and can be taken back', async () => {
    const before = await page(`/a/${ids.shadow}`);
    expect(before.text).toContain('can place no international call until the time on the button');
    const barred = await page(`/a/${ids.shadow}/bar`, { form: { hours: '4' } });
    expect(barred.headers.get('location')).toBe(`/a/${ids.shadow}?done=bar`);
    const [bar] = await fixture.ledger.run<{
      state: string;
      decidedBy: string;
      until: number;
      restrictionId: string;
    }>('select * from restriction where alert_id = $1', [ids.shadow]);
    expect(bar).toMatchObject({ state: 'applying', decidedBy: 'sato' });
    expect(Math.abs(bar!.until - Date.now() - 4 * 3_600_000)).toBeLessThan(60_000);
    const after = await page(`/a/${ids.shadow}?done=bar`);
    expect(after.text).toContain('The enforcer is asked to bar the line');
    expect(after.text).toContain('can be taken back until');
    const undone = await page(`/r/${bar!.restrictionId}/undo`, { form: {} });
    expect(undone.status).toBe(303);
  });

  it('bars a line of which nothing was decided', async () => {
    const { status } = await page(`/a/${ids.warning}/bar`, {
      form: { hours: '12', reason: 'phoned' },
    });
    expect(status).toBe(303);
    const [bar] = await fixture.ledger.run(
      `select r.state, t.detail ->> 'reason' as reason from restriction as r
        inner join restriction_transition as t on t.restriction_id = r.restriction_id
        where alert_id = $1`,
      [ids.warning],
    );
    expect(bar).toEqual({ state: 'applying', reason: 'phoned' });
    const again = await page(`/a/${ids.warning}/bar`, { form: { hours: '4' } });
    expect([again.status, again.text.includes('<code>conflict</code>')]).toEqual([409, true]);
  });

  it('takes an alert, and keeps an answer', async () => {
    expect((await page(`/a/${ids.barred}/ack`, { form: {} })).status).toBe(303);
    expect((await page('/')).text).toMatch(/id="[a-z-]+-owner">sato</);
    const form = { verdict: 'not-ours', reason: 'customer said so' };
    expect((await page(`/a/${ids.barred}/verdict`, { form })).status).toBe(303);
    const [verdict] = await verdictsOf(fixture.ledger, 'newest');
    expect(verdict).toMatchObject({ alertId: ids.barred, verdict: 'not-ours', by: 'sato' });
  });

  it.each([
    ['without a reason', { verdict: 'ours' }, 'bad-form'],
    ['without an answer', { reason: 'x' }, 'bad-form'],
    ['with a number in it', { verdict: 'ours', reason: 'called +371 2512-3456' }, 'number'],
    ['with a number in wide digits', { verdict: 'ours', reason: '０３１２３４５６７８' }, 'number'],
  ])('is refused %s', async (_, form, code) => {
    const { status, text } = await page(`/a/${ids.barred}/verdict`, { form });
    expect([status, text.includes(`<code>${code}</code>`)]).toEqual([422, true]);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling', { 'sec-fetch-site': 'same-site' }],
    ['a page that says nothing', {}],
    ['an origin elsewhere', { origin: 'https://evil.example' }],
    ['JSON from elsewhere', { origin: 'https://evil.example', 'content-type': 'application/json' }],
  ])('is refused to %s', async (_, headers) => {
    const own = { cookie: 'sekisho-name=sato', ...headers } as Record<string, string>;
    const response = await fixture
      .open()
      .app.request(`/a/${ids.barred}/ack`, { method: 'POST', headers: own });
    expect(response.status).toBe(403);
  });

  it('is taken where the origin is the host, from a browser that says no more', async () => {
    const headers = { origin: 'http://localhost', cookie: 'sekisho-name=sato' };
    const response = await fixture
      .open()
      .app.request(`/a/${ids.barred}/ack`, { method: 'POST', headers });
    expect(response.status).toBe(303);
  });

  it('is nobody’s who comes under a foreign name', async () => {
    const response = await fixture.open().app.request('http://evil.example:8090/');
    expect(response.status).toBe(403);
  });
});

describe('restrictions', () => {
  it('show what differs first, and what nobody asked for', async () => {
    fixture.given.switch = {
      target: 'webhook',
      problem: null,
      held: [{ key: 'r-foreign', until: Date.now() }],
    };
    const { text } = await page('/restrictions');
    expect(text).toContain('r-foreign');
    expect(text.indexOf('class="drift"')).toBeLessThan(text.indexOf('waits for a person'));
    expect(text).toMatch(/C10482[\s\S]*Sekisho, /);
  });

  it('are released with a reason', async () => {
    const [bar] = await fixture.ledger.run<{ restrictionId: string }>(
      'select restriction_id from restriction where alert_id = $1',
      [ids.barred],
    );
    const path = `/r/${bar!.restrictionId}/release`;
    expect((await page(path, { form: { reason: ' ' } })).status).toBe(422);
    const released = await page(path, { form: { reason: 'theirs', back: '/restrictions' } });
    expect(released.headers.get('location')).toBe('/restrictions?done=release');
    expect((await page('/restrictions')).text).toContain('being released');
    expect((await page('/r/r-none/release', { form: { reason: 'x' } })).status).toBe(404);
  });
});

describe('health', () => {
  it('renders with every dependency down', async () => {
    const gone = () => Promise.reject(new Error('gone'));
    fixture.given.reader = { lastRecordAt: gone, blindness: gone };
    fixture.given.problems = { 'detector store': 'cannot be written' };
    const opened = fixture.open();
    const { status, text } = await ask(opened, '/health').then(async (response) => ({
      status: response.status,
      text: await response.text(),
    }));
    expect(status).toBe(200);
    expect(text).toContain('detector store');
    expect(text).toContain('Not known');
  });

  it('and every other screen say what is not seen', async () => {
    const silent = { reason: 'silent', source: 'sbc-1', told: 'no record for 31 min' };
    await noteBlindness(fixture.ledger, [silent], Date.now());
    for (const path of screens()) {
      const { text } = await page(path);
      expect(text).toContain('sbc-1 sends no records (no record for 31 min)');
    }
    await fixture.ledger.run('delete from blind_alarm');
  });
});

describe('what pages load', () => {
  it('begins with the extension in place, whichever script comes late', async () => {
    const script = await (await fixture.open().app.request('/assets/htmx.js')).text();
    expect(script).toContain('registerExtension("sse"');
    expect((await page('/')).text.match(/<script/g)).toHaveLength(2);
  });

  it.each(['console.css', 'console.js', 'htmx.js', 'icon.svg'])('%s, once', async (name) => {
    const { app } = fixture.open();
    const first = await app.request(`/assets/${name}`);
    const etag = first.headers.get('etag')!;
    expect(first.status).toBe(200);
    const again = await app.request(`/assets/${name}`, { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
  });
});
