import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { findProgram } from '@sekisho/infra';
import type { AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { StartedProcess } from './testing/started-process.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SIZES = { desk: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const;
const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SOON = { timeout: 30_000 };

let sekisho: StartedProcess;
let browser: Browser;
let alert = '';
const opened: BrowserContext[] = [];
/** What the browser complained of. */
const complaints: string[] = [];

beforeAll(async () => {
  const executablePath = await findProgram('chromium', (line) => void process.stderr.write(line));
  sekisho = await StartedProcess.start();
  browser = await chromium.launch({ executablePath, args: QUIET });
  await sekisho.attack('C10482', '37125');
  await sekisho.attack('C20001', '220');
  const page = await open('/', 'en');
  await vi.waitFor(async () => expect(await rows(page)).toBe(2), { ...SOON, interval: 500 });
  alert = (await page.getByRole('link', { name: 'C10482' }).getAttribute('href'))!;
}, 300_000);
afterEach(async () => {
  for (const context of opened.splice(0)) await context.close();
  expect(complaints.splice(0)).toEqual([]);
});
afterAll(async () => {
  await browser?.close();
  await sekisho?.stop();
});

async function open(
  path: string,
  language: 'ja' | 'en',
  { size = 'desk', isScripted = true }: { size?: keyof typeof SIZES; isScripted?: boolean } = {},
): Promise<Page> {
  const locale = language === 'ja' ? 'ja-JP' : 'en-US';
  const context = await browser.newContext({
    viewport: SIZES[size],
    locale,
    javaScriptEnabled: isScripted,
  });
  opened.push(context);
  const cookie = { name: 'sekisho-name', value: 'sato', url: sekisho.console };
  await context.addCookies([cookie]);
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${sekisho.console}${path}`);
  return page;
}

/** Rows of the queue, of a page that is asked for anew. */
async function rows(page: Page): Promise<number> {
  await page.reload();
  return page.locator('tr[data-case]').count();
}

const VIEWS = (['ja', 'en'] as const).flatMap((language) =>
  (['desk', 'phone'] as const).flatMap((size) =>
    ['/', 'alert', '/restrictions', '/health', '/name'].map((path) => ({ language, size, path })),
  ),
);

describe('every screen', () => {
  it.each(VIEWS)(
    '$path in $language at the $size harms nobody',
    async ({ path, language, size }) => {
      const page = await open(path === 'alert' ? alert : path, language, { size });
      await page.evaluate(AXE);
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(overflow).toBeLessThanOrEqual(0);
      const text = await page.content();
      expect(text).not.toMatch(/\b(?:37125|220)3\d{5}\b/);
    },
  );
});

it('hears of what the policy refuses', async () => {
  const page = await open('/health', 'en');
  await page.evaluate(
    "document.body.append(Object.assign(document.createElement('script'), { text: 'window.broken = 1' }))",
  );
  expect(await page.evaluate('window.broken')).toBeUndefined();
  await expect.poll(() => complaints.splice(0).join()).toContain('Content Security Policy');
});

describe('a person at night', () => {
  it('bars a line with a telephone, in two actions', async () => {
    const page = await open('/', 'en', { size: 'phone' });
    await page.getByRole('link', { name: 'C10482' }).click();
    await page.getByRole('button', { name: /^4 h until/ }).click();
    await page.waitForURL(/done=bar/);
    await expect
      .poll(() => page.locator('#seven .stand').textContent(), SOON)
      .toMatch(/would be barred until/);
    await page.goto(`${sekisho.console}/restrictions`);
    await expect.poll(() => page.locator('main').textContent(), SOON).toMatch(/C10482[\s\S]*sato/);
  });

  it('takes an alert without a script', async () => {
    const page = await open(alert, 'ja', { isScripted: false });
    await page.getByRole('button', { name: '担当する' }).click();
    await page.waitForURL(/done=ack/);
    expect(await page.locator('#seven').textContent()).toContain('担当 sato');
  });

  it('finds keys under “?”, and goes through the queue with them', async () => {
    const page = await open('/', 'en');
    await page.keyboard.press('j');
    expect(await page.evaluate('document.activeElement.className')).toBe('open');
    await page.keyboard.press('?');
    expect(await page.locator('#keys').getAttribute('open')).not.toBeNull();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/a\/a-/);
  });
});

describe('what changes while a page stands', () => {
  it('lets new rows wait behind a button, and moves none', async () => {
    const page = await open('/', 'en');
    const before = await page.locator('tr[data-case]').count();
    await page.keyboard.press('j');
    const focused = await page.evaluate('document.activeElement.href');
    await sekisho.attack('C30003', '53');
    const pill = page.locator('#new-rows');
    await pill.waitFor({ state: 'visible', timeout: 60_000 });
    expect(await pill.textContent()).toBe('1 new — show');
    expect(await page.locator('tr[data-case]').count()).toBe(before);
    expect(await page.evaluate('document.activeElement.href')).toBe(focused);
    await pill.click();
    await expect.poll(() => page.locator('tr[data-case]').count(), SOON).toBe(before + 1);
  });

  it('keeps what is being typed', async () => {
    const page = await open('/', 'en');
    await page.getByRole('link', { name: 'C20001' }).click();
    const reason = page.locator('form[action$="/verdict"] input[name=reason]');
    await reason.fill('half a sen');
    const other = await open(new URL(page.url()).pathname, 'en');
    await other.getByRole('button', { name: 'Take it' }).click();
    await expect.poll(() => page.locator('#seven').textContent(), SOON).toContain('taken by sato');
    expect(await reason.inputValue()).toBe('half a sen');
    expect(await page.evaluate('document.activeElement.name')).toBe('reason');
  });
});
