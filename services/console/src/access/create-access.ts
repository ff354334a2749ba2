import { type Ledger, LedgerError } from '@sekisho/ledger';
import type { Log } from '@sekisho/runtime';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { every } from 'hono/combine';
import { chooseLanguage } from '../words/language.ts';
import type { AccessEnv, Caller } from './caller.ts';
import { identify, isStillSignedIn } from './identify.ts';
import { oidcRoutes } from './oidc-routes.ts';
import { checkOrigin } from './origin-check.ts';
import type { AccessParts, PageLayout } from './parts.ts';
import type { Permission } from './permission.ts';
import { Refusals } from './refusals.ts';
import { refuse } from './refuse.ts';
import { deny, requireFresh, requirePermission, type ServiceOf } from './require.ts';
import { createRights, type Rights } from './rights.ts';
import { createSessionCookie } from './session-cookie.ts';
import type { AccessSettings } from './settings-schema.ts';
import { signInRoutes } from './sign-in-routes.ts';
import type { Language } from './words.ts';

/** Who may sign in and do what, for the app that the pages and the API are in. */
export interface Access extends Rights {
  /** `app.use(access.guard)` before all routes: the origin's check, and who asks. */
  guard: MiddlewareHandler<AccessEnv>;
  /** `app.route('/', access.routes)`: signing in and out. */
  routes: Hono<AccessEnv>;
  /** Before a route: lets pass who may do that, in the service that the request is about. */
  requires(permission: Permission, serviceOf?: ServiceOf): MiddlewareHandler<AccessEnv>;
  /** Before a route: lets pass who signed in within the last five minutes. */
  fresh(): MiddlewareHandler<AccessEnv>;
  /** Within a route: refuses, and tells the audit log. */
  deny(
    c: Context,
    denied: { caller: Caller; permission: Permission; service?: string },
  ): Promise<Response>;
  /** For streams, every so often: whether the session that began it lasts still. */
  isStillSignedIn(c: Context): Promise<boolean>;
}

export interface AccessOptions {
  settings: AccessSettings;
  ledger: Ledger;
  page: PageLayout;
  /** Epoch ms. */
  now(): number;
  log: Log;
  /** Default: as was chosen on a page, else the browser's. */
  languageOf?: (c: Context) => Language;
}

/** Access by accounts: of an identity provider, and local ones for when that does not answer. */
export function createAccess({ settings, ...options }: AccessOptions): Access {
  const { url, oidc, localAccounts, operatorsReveal } = settings;
  const isSecure = new URL(url).protocol === 'https:';
  if (!isSecure) options.log.warn({ url }, 'without https: the cookie of a session is not Secure');
  return assembleAccess({
    ...base(options),
    rights: createRights({ operatorsReveal }),
    ways: { oidc, local: localAccounts },
    url,
    cookie: createSessionCookie({ isSecure }),
  });
}

type Base = Pick<AccessParts, 'ledger' | 'page' | 'now' | 'log' | 'languageOf' | 'refusals'>;

function base({
  ledger,
  page,
  now,
  log,
  languageOf = chooseLanguage,
}: Omit<AccessOptions, 'settings'>): Base {
  return { ledger, page, now, log, languageOf, refusals: new Refusals(ledger, log) };
}

function assembleAccess(parts: AccessParts): Access {
  const { rights, ways } = parts;
  const routes = signInRoutes(parts);
  if (ways.oidc !== undefined) routes.route('/', oidcRoutes(parts, ways.oidc));
  routes.onError((error, c) => {
    if (!(error instanceof LedgerError)) throw error;
    parts.log.error({ code: error.code }, 'nobody can sign in');
    return refuse(parts, c, 'ledger-unreachable');
  });
  return {
    ...rights,
    guard: every(checkOrigin(parts), identify(parts)),
    routes,
    requires: (permission, serviceOf) => requirePermission(parts, permission, serviceOf),
    fresh: () => requireFresh(parts),
    deny: (c, denied) => deny(parts, c, denied),
    isStillSignedIn: (c) => isStillSignedIn(parts, c),
  };
}
