import type { Context } from 'hono';
import { html } from 'hono/html';
import type { AccessParts, Html } from './parts.ts';
import { show, statusOf } from './refuse.ts';
import { type RefusalCode, WORDS } from './words.ts';

interface SignInPage {
  /** A path that is ours. */
  next: string;
  isFresh: boolean;
  refused?: RefusalCode;
}

/** The ways to sign in that there are, and what went wrong the last time. */
export function showSignIn(
  parts: AccessParts,
  c: Context,
  { next, isFresh, refused }: SignInPage,
): Promise<Response> {
  const words = WORDS[parts.languageOf(c)];
  const { ways } = parts;
  const body = html`${refused === undefined ? '' : refusal(words, refused)}
${isFresh ? html`<p>${words.freshNote}</p>` : ''}
${ways.oidc === undefined ? '' : providerLink(words, next, isFresh)}
${ways.local ? localForm(words, { next, isFresh, isOpen: ways.oidc === undefined || refused !== undefined }) : ''}`;
  const status = refused === undefined ? 200 : statusOf(refused);
  return show(parts, c, { title: words.signIn, body, status });
}

type Words = (typeof WORDS)['en'];

function refusal(words: Words, code: RefusalCode): Html {
  return html`<p role="alert">${words.refusals[code]} <code>${code}</code></p>`;
}

function providerLink(words: Words, next: string, isFresh: boolean): Html {
  const query = new URLSearchParams(isFresh ? { next, fresh: '1' } : { next });
  return html`<p><a href="/oidc/start?${query}">${words.signInWithProvider}</a></p>`;
}

function localForm(
  words: Words,
  { next, isFresh, isOpen }: { next: string; isFresh: boolean; isOpen: boolean },
): Html {
  return html`<details${isOpen ? html` open` : ''}>
<summary>${words.localAccount}</summary>
<form method="post" action="/sign-in">
<input type="hidden" name="next" value="${next}">
<input type="hidden" name="fresh" value="${isFresh ? '1' : ''}">
<p><label>${words.name} <input name="name" autocomplete="username" required maxlength="64"></label></p>
<p><label>${words.password} <input name="password" type="password" autocomplete="current-password" required></label></p>
<p><button>${words.signIn}</button></p>
</form>
</details>`;
}

export function showSignOut(parts: AccessParts, c: Context): Promise<Response> {
  const words = WORDS[parts.languageOf(c)];
  const body = html`<p>${words.signOutNote}</p>
<form method="post" action="/sign-out"><p><button>${words.signOut}</button></p></form>`;
  return show(parts, c, { title: words.signOut, body });
}
