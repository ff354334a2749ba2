import type { Context } from 'hono';
import { html } from 'hono/html';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { AccessParts, Html } from './parts.ts';
import { type RefusalCode, WORDS } from './words.ts';

const STATUS: Readonly<Record<RefusalCode, ContentfulStatusCode>> = {
  'not-signed-in': 401,
  forbidden: 403,
  'sign-in-again': 403,
  'foreign-origin': 403,
  'sign-in-failed': 401,
  busy: 503,
  'too-large': 413,
  'oidc-unreachable': 503,
  'oidc-no-attempt': 400,
  'oidc-refused': 403,
  'oidc-invalid': 400,
  'no-role': 403,
  'bad-token': 401,
  'ledger-unreachable': 503,
};

type PageParts = Pick<AccessParts, 'page' | 'languageOf'>;

/** Under it programs ask, with tokens and never with cookies. */
export function isApi(c: Context): boolean {
  return c.req.path === '/api' || c.req.path.startsWith('/api/');
}

/** A problem for programs, a page for people; both with the code. */
export function refuse(
  parts: PageParts,
  c: Context,
  code: RefusalCode,
): Response | Promise<Response> {
  c.header('Cache-Control', 'no-store');
  if (STATUS[code] === 503) c.header('Retry-After', '60');
  return isApi(c) ? problem(c, code) : refusalPage(parts, c, code);
}

function problem(c: Context, code: RefusalCode): Response {
  const status = STATUS[code];
  if (status === 401) c.header('WWW-Authenticate', 'Bearer');
  const detail = WORDS.en.refusals[code];
  const body = { type: 'about:blank', title: code, status, code, detail };
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' });
}

function refusalPage(
  parts: PageParts,
  c: Context,
  code: RefusalCode,
): Response | Promise<Response> {
  const words = WORDS[parts.languageOf(c)];
  const body = html`<p role="alert">${words.refusals[code]}</p>
<p>${words.code}: <code>${code}</code></p>
<p><a href="/sign-in">${words.back}</a></p>`;
  return show(parts, c, { title: words.signIn, body, status: STATUS[code] });
}

interface ShownPage {
  title: string;
  body: Html;
  status?: ContentfulStatusCode;
}

export async function show(
  { page, languageOf }: PageParts,
  c: Context,
  { title, body, status = 200 }: ShownPage,
): Promise<Response> {
  // What is shown to one person is not for the next one at the same screen.
  c.header('Cache-Control', 'no-store');
  return c.html(await page(title, body, languageOf(c)), status);
}

export function statusOf(code: RefusalCode): ContentfulStatusCode {
  return STATUS[code];
}
