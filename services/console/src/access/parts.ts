import type { Ledger } from '@sekisho/ledger';
import type { Log } from '@sekisho/runtime';
import type { Context } from 'hono';
import type { html } from 'hono/html';
import type { Refusals } from './refusals.ts';
import type { Rights } from './rights.ts';
import type { SessionCookie } from './session-cookie.ts';
import type { OidcSettings } from './settings-schema.ts';
import type { Language } from './words.ts';

export type Html = ReturnType<typeof html>;

/** Wraps a body into a whole page. */
export type PageLayout = (title: string, body: Html, language: Language) => Html;

/** How people may prove who they are. */
interface SignInWays {
  oidc?: OidcSettings | undefined;
  local: boolean;
}

/** What the parts of the access work with. */
export interface AccessParts {
  ledger: Ledger;
  rights: Rights;
  ways: SignInWays;
  /** Where the provider sends browsers back to; `https://host`. */
  url: string;
  cookie: SessionCookie;
  refusals: Refusals;
  page: PageLayout;
  languageOf(c: Context): Language;
  /** Epoch ms. */
  now(): number;
  log: Log;
}
