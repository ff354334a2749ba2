import { LedgerError } from '@sekisho/ledger';
import { type Context, Hono } from 'hono';
import { AuthorizationResponseError, ResponseBodyError } from 'openid-client';
import { beginAndGoOn } from './begin.ts';
import type { AccessEnv } from './caller.ts';
import { nextPath } from './next-path.ts';
import { attemptText, newAttempt, type OidcAttempt, readAttempt } from './oidc-attempt.ts';
import { personOfClaims } from './oidc-person.ts';
import { createOidcProvider, type OidcProvider } from './oidc-provider.ts';
import type { AccessParts } from './parts.ts';
import { refuse } from './refuse.ts';
import type { OidcSettings } from './settings-schema.ts';
import { showSignIn } from './sign-in-page.ts';
import type { RefusalCode } from './words.ts';

/** `/oidc/start` and `/oidc/callback`. */
export function oidcRoutes(parts: AccessParts, settings: OidcSettings): Hono<AccessEnv> {
  const provider = createOidcProvider(settings, parts);
  return new Hono<AccessEnv>()
    .get('/oidc/start', (c) => start(parts, c, provider))
    .get('/oidc/callback', (c) => finish(parts, c, { provider, settings }));
}

async function start(parts: AccessParts, c: Context, provider: OidcProvider): Promise<Response> {
  const { cookie, log, now } = parts;
  const isFresh = c.req.query('fresh') === '1';
  const attempt = newAttempt({ at: now(), isFresh, next: nextPath(c.req.query('next')) });
  c.header('Cache-Control', 'no-store');
  try {
    const place = await provider.begin(attempt);
    cookie.writeAttempt(c, attemptText(attempt));
    return c.redirect(place.href, 303);
  } catch (error) {
    log.error(whatOf(error), 'the identity provider cannot be asked');
    const { next } = attempt;
    return showSignIn(parts, c, { next, isFresh, refused: 'oidc-unreachable' });
  }
}

async function finish(
  parts: AccessParts,
  c: Context,
  { provider, settings }: { provider: OidcProvider; settings: OidcSettings },
): Promise<Response> {
  const { cookie, now } = parts;
  const attempt = readAttempt(cookie.readAttempt(c), now());
  // Once: whoever comes back a second time begins anew.
  cookie.clearAttempt(c);
  if (attempt === undefined) return fail(parts, c, 'oidc-no-attempt');
  const claims = await provider
    .finish(attempt, new URL(c.req.url).search)
    .catch((error: unknown) => fail(parts, c, codeOf(error), error));
  if (claims instanceof Response) return claims;
  const person = personOfClaims(claims, settings, now());
  if (person.grants.length === 0) return fail(parts, c, 'no-role', undefined, person.subject);
  return go(parts, c, { attempt, person });
}

async function go(
  parts: AccessParts,
  c: Context,
  { attempt, person }: { attempt: OidcAttempt; person: ReturnType<typeof personOfClaims> },
): Promise<Response> {
  const signedIn = { ...person, way: 'oidc' } as const;
  return beginAndGoOn(parts, c, { signedIn, next: attempt.next });
}

async function fail(
  parts: AccessParts,
  c: Context,
  code: RefusalCode,
  error?: unknown,
  actor = 'unknown',
): Promise<Response> {
  if (error instanceof LedgerError) throw error;
  parts.log.warn(
    { refused: code, ...whatOf(error) },
    'a sign-in with the identity provider failed',
  );
  const detail = { because: code, way: 'oidc' };
  const refused = { actor, action: 'sign-in.failed', subject: 'console', detail };
  await parts.refusals.tell(refused, parts.now());
  return refuse(parts, c, code);
}

function codeOf(error: unknown): RefusalCode {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    return 'oidc-refused';
  }
  return isUnreachable(error) ? 'oidc-unreachable' : 'oidc-invalid';
}

const UNREACHABLE = ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'];

function isUnreachable(error: unknown): boolean {
  // What `fetch` throws where nobody answers.
  if (error instanceof TypeError) return error.message === 'fetch failed';
  return error instanceof Error && 'code' in error && UNREACHABLE.includes(String(error.code));
}

// Without its cause: that holds what was compared, codes and tokens among it.
function whatOf(error: unknown): { error?: string; errorCode?: string } {
  if (!(error instanceof Error)) return {};
  const code = 'code' in error ? { errorCode: String(error.code) } : {};
  return { error: error.name, ...code };
}
